import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {RepairBackend} from './options.js';

/**
 * The backend as a listener for `node:http` and for frameworks that build on it, such as Express or Connect. Mount it
 * before a body parser, because it reads the body itself, and with `basePath: ''` where the framework takes the mount
 * path off the URL. The global `Request` and `Response` stay as they are.
 */
export function toNodeListener(backend: RepairBackend): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(request => backend.fetch(request), {overrideGlobalObjects: false});
  // The listener answers its own errors: its promise has nothing to say.
  return (request, response) => void listener(request, response);
}
