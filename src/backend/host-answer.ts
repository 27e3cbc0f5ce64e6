/** Carries a `Response` that the host threw to where answers are sent. */
export class HostAnswer extends Error {
  readonly response: Response;

  /** Takes a copy: its headers can be added to, and a `Response` that the host keeps as a constant stays usable. */
  constructor(thrown: Response) {
    super('The host answered the request itself.');
    const {body, status, statusText, headers} = thrown.clone();
    this.response = new Response(body, {status, statusText, headers});
  }
}

/** By shape, because server adapters replace the global class and a `Response` of the other one is one too. */
export function isResponse(value: unknown): value is Response {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    typeof value.status === 'number' &&
    'headers' in value &&
    'clone' in value &&
    typeof value.clone === 'function'
  );
}
