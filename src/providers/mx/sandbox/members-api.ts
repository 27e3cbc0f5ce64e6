import {Hono} from 'hono';
import {checkPassword, type PasswordAnswer} from '../../../sandbox/banks/bank.js';
import {bodyOf} from '../../../sandbox/http.js';
import {isRecord, text} from '../../../sandbox/json.js';
import {answer, environmentOf, memberOf, notFound, userOf} from './api-request.js';
import {MxError} from './errors.js';
import {findInstitution, type MxUser} from './members.js';
import type {MxState} from './state.js';
import {healthy} from './statuses.js';

/** The status of a new member, by the bank's answer to its credentials. */
const statusAfter: Readonly<Record<PasswordAnswer, string>> = {
  accepted: healthy,
  'code-needed': 'CHALLENGED',
  refused: 'DENIED',
  locked: 'LOCKED',
};

/** The part of MX's API that creates and deletes users and members. */
export function mxMembersApi(state: MxState): Hono {
  const app = new Hono();

  app.post('/users', async c => {
    const user = (await bodyOf(c.req.raw))?.['user'];
    if (!isRecord(user)) throw new MxError(400, 'user is missing.');
    const created = state.createUser(environmentOf(c), text(user['id']) || null);
    return answer(c, {user: userBody(created)});
  });

  app.get('/users/:user', c => answer(c, {user: userBody(userOf(state, c))}));

  app.post('/users/:user/members', async c => {
    const user = userOf(state, c);
    const given = (await bodyOf(c.req.raw))?.['member'];
    if (!isRecord(given)) throw new MxError(400, 'member is missing.');
    const institution = findInstitution(text(given['institution_code']));
    if (!institution) throw notFound('The institution');
    const member = state.createMember(user, institution.code);
    if (given['is_oauth'] === true) {
      member.bank = 'oauth';
      member.status = 'PENDING';
    } else member.status = statusAfter[checkPassword(...credentialsIn(given['credentials']))];
    return answer(c, {member: state.bodyOf(member, user)}, 202);
  });

  app.delete('/users/:user/members/:member', c => {
    state.deleteMember(memberOf(state, c, userOf(state, c)));
    return c.body(null, 204);
  });

  return app;
}

/** The username and the password: the first and the second credential of every bank here. */
function credentialsIn(credentials: unknown): [username: string, password: string] {
  const [username, password] = (Array.isArray(credentials) ? credentials : []).map(credential =>
    isRecord(credential) ? text(credential['value']) : '',
  );
  return [username ?? '', password ?? ''];
}

function userBody({guid, id}: MxUser): Record<string, unknown> {
  return {email: null, guid, id, is_disabled: false, metadata: null};
}
