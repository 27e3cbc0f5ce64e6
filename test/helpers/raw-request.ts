import {request, type RequestOptions} from 'node:http';

/** The status of a request with its path and its headers as they are, which `fetch` would change or refuse. */
export function statusOf(url: string, path: string, options: RequestOptions = {}): Promise<number | undefined> {
  const {hostname: host, port} = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request({host, port, path, ...options}, response => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject).end();
  });
}
