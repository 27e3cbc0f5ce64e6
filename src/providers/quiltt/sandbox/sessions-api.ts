import {Hono, type Context} from 'hono';
import {cors} from 'hono/cors';
import type {Environment} from '../../../sandbox/connections.js';
import {bodyOf} from '../../../sandbox/http.js';
import {isRecord, text} from '../../../sandbox/json.js';
import {apiSecrets, bearerOf, connectors, environmentIds, environmentOf} from './credentials.js';
import {restError} from './errors.js';
import type {Profile, ProfileAttributes} from './profiles.js';
import type {SessionToken} from './session-tokens.js';
import type {QuilttState} from './state.js';

type Body = Readonly<Record<string, unknown>>;

/** The errors of a body by attribute, in the format of Quiltt's 422. */
type Invalid = Record<string, string[]>;

/** The passcode of the Connector's login, as in Quiltt's sandbox. */
export const PASSCODE = '000000';

/** Issues session tokens by secret (for servers) and by passcode (for the Connector and other browser code). */
export function sessionsApi(state: QuilttState): Hono {
  const app = new Hono();
  // Pages can only call the endpoint that needs no secret.
  app.use('/v1/users/session', cors());

  app.post('/v1/users/sessions', async c => {
    const environment = environmentOf(apiSecrets, bearerOf(c.req.raw));
    if (!environment) return unauthorized(c);
    const body = await bodyOf(c.req.raw);
    if (!body) return c.json({body: ['must be a JSON object, sent as JSON']} satisfies Invalid, 422);
    const named = profileFor(state, environment, body);
    return 'invalid' in named ? c.json(named.invalid, 422) : issue(c, state, named.profile);
  });

  app.get('/v1/users/session', c => {
    const token = state.tokens.find(bearerOf(c.req.raw));
    return token ? c.json(sessionBody(state, token)) : unauthorized(c);
  });

  app.delete('/v1/users/session', c =>
    state.tokens.revoke(bearerOf(c.req.raw)) ? c.body(null, 204) : unauthorized(c),
  );

  app.post('/v1/users/session', async c => {
    const login = loginOf(await bodyOf(c.req.raw));
    if ('invalid' in login) return c.json(login.invalid, 422);
    if (state.profiles.findByContact(login.environment, login.contact)) return c.body(null, 202);
    return issue(c, state, state.profiles.create(login.environment, login.contact));
  });

  app.put('/v1/users/session', async c => {
    const body = await bodyOf(c.req.raw);
    const login = loginOf(body);
    if ('invalid' in login) return c.json(login.invalid, 422);
    const session = isRecord(body?.['session']) ? body['session'] : {};
    const profile = state.profiles.findByContact(login.environment, login.contact);
    return profile && session['passcode'] === PASSCODE ? issue(c, state, profile) : unauthorized(c);
  });

  return app;
}

function unauthorized(c: Context): Response {
  return c.json(restError('The credentials are missing or not valid here.', 'Check the Authorization header.'), 401);
}

function issue(c: Context, state: QuilttState, profile: Profile): Response {
  const retryAfter = state.tokens.secondsUntilNext(profile);
  if (retryAfter !== null) {
    if (state.variants().retryAfterHeader) c.header('Retry-After', String(retryAfter));
    return c.json(restError('Too many Session tokens for this Profile.', 'Reuse a token, or revoke one.'), 429);
  }
  return c.json(sessionBody(state, state.tokens.issue(profile)), 201);
}

function sessionBody(state: QuilttState, record: SessionToken): Record<string, unknown> {
  const {token, profileId, environment, expiresAt} = record;
  return {
    token,
    userId: profileId,
    userUuid: state.profiles.find(environment, profileId)?.uuid,
    environmentId: environmentIds[environment],
    expiration: Math.floor(expiresAt / 1000),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

/** The profile of a server's request, which may create it, or the errors of the body. */
function profileFor(state: QuilttState, environment: Environment, body: Body): {profile: Profile} | {invalid: Invalid} {
  const {userId} = body;
  const attributes = attributesOf(body);
  if ('invalid' in attributes) return attributes;
  if (userId === undefined) {
    const taken = attributes.uuid !== undefined && state.profiles.find(environment, attributes.uuid);
    if (taken) return {invalid: {uuid: ['has already been taken']}};
    return {profile: state.profiles.create(environment, attributes)};
  }
  const profile = state.profiles.find(environment, text(userId));
  if (!profile) return {invalid: {userId: ['is not a Profile of this environment']}};
  const {email = profile.email, phone = profile.phone, metadata = profile.metadata} = attributes;
  state.profiles.update(profile, {email, phone, metadata});
  return {profile};
}

function attributesOf(body: Body): ProfileAttributes | {invalid: Invalid} {
  const {uuid, email, phone, metadata} = body;
  const invalid: Invalid = {
    ...(uuid !== undefined && !isUuid(uuid) && {uuid: ['is not a UUID']}),
    ...(email !== undefined && !isEmail(email) && {email: ['is invalid']}),
    ...(phone !== undefined && !isPhone(phone) && {phone: ['is invalid']}),
    ...(metadata !== undefined && !isRecord(metadata) && {metadata: ['must be an object']}),
  };
  if (Object.keys(invalid).length > 0) return {invalid};
  return {
    ...(isUuid(uuid) && {uuid}),
    ...(isEmail(email) && {email}),
    ...(isPhone(phone) && {phone}),
    ...(isRecord(metadata) && {metadata}),
  };
}

/** The common input of the passcode calls: the Connector's environment and the person's contact. */
function loginOf(
  body: Body | null,
): {environment: Environment; contact: {email?: string; phone?: string}} | {invalid: Invalid} {
  const session = isRecord(body?.['session']) ? body['session'] : {};
  const environment = environmentOf(connectors, text(session['clientId']));
  if (!environment) return {invalid: {clientId: ['is not a Connector']}};
  const {email, phone} = session;
  if (isEmail(email)) return {environment, contact: {email}};
  if (isPhone(phone)) return {environment, contact: {phone}};
  return {invalid: {[email === undefined ? 'phone' : 'email']: ['is invalid']}};
}

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

const isEmail = (value: unknown): value is string => typeof value === 'string' && /^[^@\s]+@[^@\s]+$/.test(value);

const isPhone = (value: unknown): value is string => typeof value === 'string' && /^\+\d{7,15}$/.test(value);
