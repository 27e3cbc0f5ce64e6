import {recordOf, text} from '../../../../sandbox/json.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {repairable, type QuilttConnection} from '../connections.js';
import {callJson} from './json-call.js';
import {Breakages, mirrorConnection} from './mirror.js';
import {ProviderError} from './provider-error.js';

type Json = Record<string, unknown>;

/** MX's codes of the banks. */
const institutionCodes: Readonly<Record<string, string>> = {
  inst_FirstHarbor: 'first_harbor',
  inst_Meridian: 'meridian_trust',
  inst_CopperValley: 'copper_valley',
  inst_Northlight: 'northlight',
};

/** The statuses of a member that is healthy, or will be after its job. */
const healthyStatuses = ['CONNECTED', 'RECONNECTED', 'UPDATED', 'RESUMED'];

/** New members are created healthy. Their status is set afterwards. */
const goodLogin = [
  {guid: 'CRD-username', value: 'user_good'},
  {guid: 'CRD-password', value: 'pass_good'},
];

interface Member {
  readonly userGuid: string;
  /** Changes when an OAuth repair ends at a new member. */
  guid: string;
}

/** Quiltt as a client of MX. Each connection has its own user and member there. */
export class MxUpstream {
  readonly #surroundings: Surroundings;
  readonly #members = new Map<string, Promise<Member>>();
  readonly #breakages = new Breakages();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Marks a connection as broken. Its member is broken on its next use. */
  noteBroken(connection: QuilttConnection): void {
    this.#breakages.note(connection);
  }

  /**
   * Creates a widget URL for the connection's member.
   * @param fields further fields of `widget_url`, by MX's names
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
   * Whether a member is healthy.
   * @param memberGuid the member at which the widget ended, from the metadata of `memberConnected`; the connection's member
   *   by default
   * @throws {ProviderError} also when the member belongs to another user
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

  /** The connection's member, mirroring the connection. Created on first use. Concurrent calls share the creation. */
  async #member(connection: QuilttConnection): Promise<Member> {
    const known = this.#members.get(connection.id);
    const making = known ?? this.#createMember(connection);
    this.#members.set(connection.id, making);
    // After a failure, the next call creates the member again.
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

/** MX's errors have a status and a type. The guide to updating connections also selects a code. */
function failure(status: string, message: string): ProviderError {
  return new ProviderError({code: status, status, type: 'mx_error', message});
}
