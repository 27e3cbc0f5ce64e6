import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {RepairBackend} from './options.js';

/**
 * Converts the backend to a listener for `node:http` and for frameworks that build on it, such as Express or Connect.
 * Mount it before any body parser, because it reads the body itself. Use `basePath: ''` if the framework strips the mount
 * path from the URL. The global `Request` and `Response` are not replaced.
 */
export function toNodeListener(backend: RepairBackend): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(request => backend.fetch(request), {overrideGlobalObjects: false});
  // The listener handles its own errors, so its promise is ignored.
  return (request, response) => void listener(request, response);
}
