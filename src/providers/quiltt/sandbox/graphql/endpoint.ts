import {Hono, type Context as RequestContext} from 'hono';
import {cors} from 'hono/cors';
import {OperationTypeNode, type ExecutionResult} from 'graphql';
import {apiSecrets, environmentOf} from '../credentials.js';
import {graphqlError} from '../errors.js';
import type {Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import type {Executor} from './execute.js';

/** The GraphQL API. Pages can call it, because session tokens are made for browsers. */
export function graphqlEndpoint(state: QuilttState, executor: Executor): Hono {
  const app = new Hono();
  app.use('/v1/graphql', cors());

  app.post('/v1/graphql', async c => {
    const profile = profileOf(state, c);
    if (!profile) {
      const instruction = 'Send a Session token as Bearer, or Profile id and API secret as Basic authentication.';
      return c.json({errors: [graphqlError('UNAUTHENTICATED', 'The credentials are not valid.', instruction)]}, 401);
    }
    const body: unknown = await c.req.json().catch(() => null);
    // Apollo's batch link sends several operations at once.
    const results = await Promise.all([body].flat().map(request => run(executor, request, profile)));
    return c.json(Array.isArray(body) ? results : results[0]);
  });

  return app;
}

async function run(executor: Executor, request: unknown, profile: Profile): Promise<ExecutionResult> {
  const operation = executor.prepare(request);
  if ('errors' in operation) return operation;
  if (operation.definition.operation !== OperationTypeNode.SUBSCRIPTION) return executor.execute(operation, {profile});
  const message = 'Subscriptions require the WebSocket.';
  return {errors: [graphqlError('BAD_USER_INPUT', message, 'Connect to /websockets.')]};
}

/**
 * The profile of a request. A session token belongs to a profile. Servers can instead use Basic authentication with the
 * profile's id or UUID and the API secret, which needs no session token (Quiltt's page on authentication).
 */
function profileOf(state: QuilttState, c: RequestContext): Profile | undefined {
  const [, scheme = '', value = ''] = /^(\S+) (\S+)$/.exec(c.req.header('Authorization') ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return state.profileOf(value);
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [id = '', ...secret] = Buffer.from(value, 'base64').toString('utf8').split(':');
  const environment = environmentOf(apiSecrets, secret.join(':'));
  return environment ? state.profiles.find(environment, id) : undefined;
}
