import {recordOf, text} from '../../../../sandbox/json.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {repairable, type QuilttConnection} from '../connections.js';
import {callJson} from './json-call.js';
import {Breakages, mirrorConnection} from './mirror.js';
import {ProviderError} from './provider-error.js';

type Json = Record<string, unknown>;

/** The same banks by MX's codes. */
const institutionCodes: Readonly<Record<string, string>> = {
  inst_FirstHarbor: 'first_harbor',
  inst_Meridian: 'meridian_trust',
  inst_CopperValley: 'copper_valley',
  inst_Northlight: 'northlight',
};

/** A member of one of these is healthy, or will be when its job is through. */
const healthyStatuses = ['CONNECTED', 'RECONNECTED', 'UPDATED', 'RESUMED'];

/** A new member signs in at once; that it works no more comes later. */
const goodLogin = [
  {guid: 'CRD-username', value: 'user_good'},
  {guid: 'CRD-password', value: 'pass_good'},
];

interface Member {
  readonly userGuid: string;
  /** Changes where an OAuth repair ends at a new member. */
  guid: string;
}

/** Quiltt as a client of MX: each connection has a user and a member of its own there. */
export class MxUpstream {
  readonly #surroundings: Surroundings;
  readonly #members = new Map<string, Promise<Member>>();
  readonly #breakages = new Breakages();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Notes that a connection has broken: its member is broken, too, as soon as somebody asks for it. */
  noteBroken(connection: QuilttConnection): void {
    this.#breakages.note(connection);
  }

  /**
   * Asks for a widget URL that opens on the connection's member.
   * @param fields further members of `widget_url`, by MX's names
   * @throws {ProviderError}
   */
  async createWidgetUrl(connection: QuilttConnection, fields: Json): Promise<string> {
    const {userGuid, guid} = await this.#member(connection);
    const {widget_url: widgetUrl} = await this.#call('POST', `/users/${userGuid}/widget_urls`, {
      widget_url: {
        widget_type: 'connect_widget',
        current_member_guid: guid,
        disable_institution_search: true,
        ui_message_version: 4,
        ...fields,
      },
    });
    return text(recordOf(widgetUrl)['url']);
  }

  /**
   * Whether the member that the widget named works (again), be it the connection's or the one it ended at.
   * @param memberGuid from the metadata of `memberConnected`
   * @throws {ProviderError} also when the member is of another user
   */
  async isHealthy(connection: QuilttConnection, memberGuid?: string): Promise<boolean> {
    const member = await this.#member(connection);
    const guid = memberGuid ?? member.guid;
    const {member: memberBody} = await this.#call('GET', `/users/${member.userGuid}/members/${guid}`);
    member.guid = guid;
    return healthyStatuses.includes(text(recordOf(memberBody)['connection_status']));
  }

  reset(): void {
    this.#members.clear();
    this.#breakages.reset();
  }

  /** The connection's member, like the connection; made when it is needed first, once also for calls at the same time. */
  async #member(connection: QuilttConnection): Promise<Member> {
    const known = this.#members.get(connection.id);
    const making = known ?? this.#createMember(connection);
    this.#members.set(connection.id, making);
    // One that could not be made is made anew the next time.
    making.catch(() => this.#members.delete(connection.id));
    const member = await making;
    const breaks = this.#breakages.take(connection) || !known;
    const broken = breaks && connection.status === repairable ? 'DENIED' : null;
    await mirrorConnection(this.#surroundings.originOf('control'), 'mx', member.guid, connection, broken);
    return member;
  }

  async #createMember({id, institution}: QuilttConnection): Promise<Member> {
    const {user} = await this.#call('POST', '/users', {user: {id}});
    const userGuid = text(recordOf(user)['guid']);
    const {member} = await this.#call('POST', `/users/${userGuid}/members`, {
      member: {institution_code: institutionCodes[institution.id], credentials: goodLogin},
    });
    return {userGuid, guid: text(recordOf(member)['guid'])};
  }

  async #call(method: string, path: string, body?: Json): Promise<Json> {
    const origin = this.#surroundings.originOf('mx');
    if (origin === '') throw failure('503', 'there is no stand-in for MX in this sandbox');
    const {status, json} = await callJson(method, `${origin}${path}`, body, {
      Accept: 'application/json',
      'Accept-Version': 'v20250224',
      Authorization: `Basic ${Buffer.from('sandbox_client_id:sandbox_api_key').toString('base64')}`,
    });
    if (status >= 200 && status < 300) return json;
    const message = text(recordOf(json['error'])['message']);
    throw failure(String(status), message || `MX answered ${status}`);
  }
}

/** MX's errors have a status and a type; a code is what the guide to updating connections asks for. */
function failure(status: string, message: string): ProviderError {
  return new ProviderError({code: status, status, type: 'mx_error', message});
}
