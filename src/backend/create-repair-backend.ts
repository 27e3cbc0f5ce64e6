import {Hono} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {cors} from 'hono/cors';
import {methodNotAllowed} from 'hono/method-not-allowed';
import {answerError} from './answer-error.js';
import {ConfigurationError} from './configuration-error.js';
import {createKit} from './kit.js';
import {createLog} from './logger.js';
import type {RepairBackend, RepairBackendOptions} from './options.js';
import {checkOrigin, readAllowedOrigins} from './origin-check.js';
import {RepairProblem} from './problem.js';
import type {Provider} from './provider.js';
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
  const basePath = readBasePath(options.basePath ?? '/api/bank');
  const allowed = readAllowedOrigins(options.allowedOrigins ?? []);
  const log = createLog(options.logger);
  const logFor = (route: string) => log.with({route});
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  // Registered before CORS and the origin check: vendors send no origin, and webhooks are verified by signature or password.
  app.post(`${basePath}/webhooks/:provider`, bodyLimit({maxSize: maxWebhookSize, onError: tooLarge}), ({req}) => {
    const provider = options.providers.find(({name}) => name === req.param('provider'));
    return receiveWebhook(req.raw, provider, kit, logFor('webhooks'));
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
  app.use(methodNotAllowed({app, onMethodNotAllowed: (_, methods) => wrongMethod(methods)}));
  app.use(bodyLimit({maxSize: maxBodySize, onError: tooLarge}));

  app.post(`${basePath}/token`, ({req}) => answerToken(req.raw, kit, logFor('token')));
  app.post(`${basePath}/complete`, ({req}) => answerComplete(req.raw, kit, logFor('complete')));
  app.get(`${basePath}/status`, ({req}) => answerStatus(req.raw, kit, logFor('status')));
  app.notFound(unknownPath);
  app.onError(error => answerError(error, log));

  return {fetch: async request => await app.fetch(request)};
}

/** Removes trailing slashes, so that route paths can be appended. */
function readBasePath(basePath: string): string {
  if (basePath !== '' && !basePath.startsWith('/')) throw new ConfigurationError('basePath must begin with a slash');
  return basePath.replace(/\/+$/, '');
}

function checkPublicUrl(publicUrl: string | undefined): void {
  if (publicUrl === undefined) return;
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new ConfigurationError('publicUrl must be an absolute URL without a query and a fragment');
  }
}

function wrongMethod(methods: readonly string[]): Response {
  const allow = methods.join(', ');
  return problemResponse(405, `The method must be one of: ${allow}.`, {allow});
}

function tooLarge(): Response {
  return problemResponse(413, 'The body is too large.');
}

function unknownPath(): Response {
  return problemResponse(404, 'The path does not exist.');
}

function problemResponse(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new RepairProblem('invalid-configuration', {status, detail, headers}).toResponse();
}
