import {Hono, type Context} from 'hono';
import {bodyOf} from '../../../sandbox/http.js';
import {isRecord} from '../../../sandbox/json.js';
import {answer, environmentOf, memberOf, newVersion, notFound, userOf, versionOf} from './api-request.js';
import {errorBody, MxError} from './errors.js';
import {mxMembersApi} from './members-api.js';
import {memberStatusBody, type MxUser} from './members.js';
import type {MxState} from './state.js';
import {readConfig, readWidgetRequest, type WidgetRequest} from './widget-request.js';
import type {WidgetUrls} from './widget-urls.js';

const MAX_CALLBACK = 1024;

/** The part of MX's API that repairs need, in both versions. */
export function mxApi(state: MxState, urls: WidgetUrls, ownOrigin: () => string): Hono {
  const app = new Hono();

  app.onError((error, c) => {
    if (!(error instanceof MxError)) throw error;
    return c.json(errorBody(error.status, error.message), error.status);
  });

  app.use('/users/*', async (c: Context, next) => {
    // Validated before routing, so that unknown paths require credentials too.
    environmentOf(c);
    versionOf(c);
    await next();
  });

  app.post('/users/:user/widget_urls', async c => {
    const user = userOf(state, c);
    const request = readWidgetRequest(await bodyOf(c.req.raw));
    const url = `${ownOrigin()}${urls.create(purposeOf(state, c, user, request))}`;
    return answer(c, {widget_url: {type: 'connect_widget', url, user_id: user.id}});
  });

  app.post('/users/:user/connect_widget_url', async c => {
    // The newer version does not have this endpoint.
    if (versionOf(c) === newVersion) throw notFound('This endpoint');
    const user = userOf(state, c);
    const config = (await bodyOf(c.req.raw))?.['config'];
    const url = `${ownOrigin()}${urls.create(purposeOf(state, c, user, readConfig(isRecord(config) ? config : {})))}`;
    return answer(c, {user: {connect_widget_url: url, guid: user.guid}});
  });

  app.get('/users/:user/members', c => {
    const user = userOf(state, c);
    const all = state.members.list().filter(({userGuid}) => userGuid === user.guid);
    const page = pageNumber(c, 'page', 1, Number.MAX_SAFE_INTEGER);
    const size = pageNumber(c, 'records_per_page', 25, 1000);
    const members = all.slice((page - 1) * size, page * size).map(member => state.bodyOf(member, user));
    const total_pages = Math.max(1, Math.ceil(all.length / size));
    return answer(c, {
      members,
      pagination: {current_page: page, per_page: size, total_entries: all.length, total_pages},
    });
  });

  app.get('/users/:user/members/:member', c => {
    const user = userOf(state, c);
    return answer(c, {member: state.bodyOf(memberOf(state, c, user), user)});
  });

  app.get('/users/:user/members/:member/status', c =>
    answer(c, {member: memberStatusBody(memberOf(state, c, userOf(state, c)))}),
  );

  app.route('/', mxMembersApi(state));
  return app;
}

function purposeOf(
  state: MxState,
  c: Context,
  user: MxUser,
  request: WidgetRequest,
): Parameters<WidgetUrls['create']>[0] {
  // Unverified: MX's error for a member of another user.
  if (request.memberGuid !== null && !state.memberOf(user, request.memberGuid)) throw notFound('The member');
  const callbackPayload = c.req.header('X-CALLBACK-PAYLOAD') ?? null;
  // MX documents base64, but its own example is not base64. Only the length is validated.
  if (callbackPayload !== null && callbackPayload.length > MAX_CALLBACK) {
    throw new MxError(422, `X-CALLBACK-PAYLOAD has more than ${MAX_CALLBACK} characters.`);
  }
  return {userGuid: user.guid, request, callbackPayload, language: c.req.header('Accept-Language') ?? null};
}

function pageNumber(c: Context, name: string, initial: number, most: number): number {
  const given = Number(c.req.query(name) ?? initial);
  return Number.isInteger(given) && given >= 1 ? Math.min(given, most) : initial;
}
