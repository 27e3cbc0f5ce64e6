import {Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {cors} from 'hono/cors';
import {answerError} from './answer-error.js';
import {ConfigurationError} from './configuration-error.js';
import {createKit} from './kit.js';
import {createLog} from './logger.js';
import type {RepairBackend, RepairBackendOptions} from './options.js';
import {checkOrigin, readAllowedOrigins} from './origin-check.js';
import {RepairProblem} from './problem.js';
import type {Provider} from './provider.js';
import {checkUnread} from './request-body.js';
import {createFindRoute, explainUnknownPath, toSafePath} from './route-path.js';
import {answerComplete} from './routes/complete.js';
import {answerStatus} from './routes/status.js';
import {answerToken} from './routes/token.js';
import {receiveWebhook} from './webhooks/receive.js';

/** Maximum size of a request body in bytes; a widget's result with many accounts is far smaller. */
const maxBodySize = 128 * 1024;

/** Maximum size of a webhook body in bytes; it may contain a batch of events. */
const maxWebhookSize = 1024 * 1024;

/**
 * Creates the routes that `<bank-reconnect>` calls, `POST {basePath}/token`, `POST {basePath}/complete` and
 * `GET {basePath}/status`, and the route that vendors call, `POST {basePath}/webhooks/{provider}`.
 *
 * @throws {ConfigurationError} for invalid options: no `findConnection`, no providers, duplicate providers, a `basePath`
 * that does not begin with a slash, or an entry of `allowedOrigins` that is not an origin
 */
export function createRepairBackend<P extends Provider>(options: RepairBackendOptions<P>): RepairBackend {
  const kit = createKit(options);
  checkPublicUrl(options.publicUrl);
  const {basePath} = options;
  const findRoute = createFindRoute(basePath);
  const allowed = readAllowedOrigins(options.allowedOrigins ?? []);
  const log = createLog(options.logger);
  const names = options.providers.map(({name}) => name);
  const logOf = ({url}: Request) => {
    const {pathname} = new URL(url);
    const [, route] = findRoute(pathname).split('/');
    return log.with({...(route && {route}), path: toSafePath(pathname, names)});
  };
  const app = new Hono({getPath: ({url}) => findRoute(new URL(url).pathname)});

  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  app.use(async ({req}, next) => {
    checkUnread(req.raw);
    await next();
  });
  // Registered before CORS and the origin check: vendors send no origin, and webhooks are verified by signature or password.
  app.post('/webhooks/:provider', bodyLimit({maxSize: maxWebhookSize, onError: tooLarge(maxWebhookSize)}), ({req}) => {
    const provider = options.providers.find(({name}) => name === req.param('provider'));
    return receiveWebhook(req.raw, provider, kit, logOf(req.raw));
  });
  // The middleware for CORS answers a preflight request by itself, and a page of another origin sends nothing else.
  app.options('*', async (context, next) => {
    checkOrigin(context.req.raw, allowed);
    await next();
  });
  app.use(
    cors({
      origin: origin => (allowed.has(origin) ? origin : null),
      allowMethods: ['GET', 'POST'],
      credentials: true,
      exposeHeaders: ['retry-after'],
    }),
  );
  app.use(async (context, next) => {
    checkOrigin(context.req.raw, allowed);
    await next();
  });
  app.use(bodyLimit({maxSize: maxBodySize, onError: tooLarge(maxBodySize)}));

  app.post('/token', ({req}) => answerToken(req.raw, kit, logOf(req.raw)));
  app.post('/complete', ({req}) => answerComplete(req.raw, kit, logOf(req.raw)));
  app.get('/status', ({req}) => answerStatus(req.raw, kit, logOf(req.raw)));
  for (const path of ['/token', '/complete', '/webhooks/:provider']) app.all(path, wrongMethod('POST'));
  app.all('/status', wrongMethod('GET, HEAD'));
  app.notFound(({req}) => {
    throw unknownPath(req.raw, basePath);
  });
  app.onError((error, {req}) => answerError(error, logOf(req.raw)));

  return {fetch: async request => await app.fetch(request)};
}

function checkPublicUrl(publicUrl: string | undefined): void {
  if (publicUrl === undefined) return;
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new ConfigurationError('publicUrl must be an absolute URL without a query and a fragment');
  }
}

const wrongMethod = (allow: string) => (): never => {
  throw new RepairProblem('invalid-configuration', {
    status: 405,
    detail: `The method must be one of: ${allow}.`,
    headers: {allow},
  });
};

const tooLarge = (limit: number) => (): never => {
  throw new RepairProblem('invalid-configuration', {
    status: 413,
    detail: `The body is too large. The limit is ${limit} bytes.`,
  });
};

function unknownPath({url}: Request, basePath: string | undefined): RepairProblem {
  const {pathname} = new URL(url);
  return new RepairProblem('invalid-configuration', {status: 404, ...explainUnknownPath(pathname, basePath)});
}
