import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {RetrySchedule} from '../../../sandbox/webhook-delivery.js';
import {webhookUsername} from './credentials.js';
import {findInstitution, type MxMember} from './members.js';
import type {MxState} from './state.js';
import {healthy, numberOf, statusMessage, webhookStatuses} from './statuses.js';

/**
 * Twelve retries with growing delays over about 24 hours (docs.mx.com, webhooks). Unverified: the individual delays and
 * the timeout.
 */
const retry: RetrySchedule = {
  timeoutSeconds: 10,
  delays: [60, 120, 300, 600, 1200, 1800, 3600, 7200, 10_800, 14_400, 18_000, 28_320],
};

/** Sends MX's webhooks about changed statuses and deleted members. */
export class MxWebhooks {
  readonly #state: MxState;
  readonly #surroundings: Surroundings;

  constructor(state: MxState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
    state.members.onChange((member, before) => {
      if (member.status !== before.status) this.#changed(member);
    });
    state.onDelete(member => this.#deleted(member));
  }

  #changed(member: MxMember): void {
    const {id, userGuid, status, institution} = member;
    const connectedToo = this.#state.variants().connectedWebhook && status === healthy;
    if (webhookStatuses.includes(status) || connectedToo) {
      this.#send('CONNECTION_STATUS', null, {
        action: 'CHANGED',
        connection_status: status,
        connection_status_id: numberOf(status),
        connection_status_message: statusMessage(status, institution.name),
        member_guid: id,
        type: 'CONNECTION_STATUS',
        user_guid: userGuid,
      });
    }
    // MX reports a repaired member only by its aggregation.
    if (status === healthy) this.#aggregated(member);
  }

  #aggregated({id, userGuid, environment, updatedAt, callbackPayload}: MxMember): void {
    this.#send('AGGREGATION', callbackPayload, {
      action: 'member_data_updated',
      completed_at: Math.floor(updatedAt / 1000),
      completed_on: new Date(updatedAt).toISOString().slice(0, 10),
      is_background: false,
      job_guid: `JOB-${id.slice('MBR-'.length)}`,
      member_guid: id,
      transactions_created_count: 3,
      transactions_updated_count: 0,
      type: 'AGGREGATION',
      user_guid: userGuid,
      user_id: this.#state.userIn(environment, userGuid)?.id ?? null,
    });
  }

  /** The fields are documented. Their place in `member` is inferred from the webhook of users. */
  #deleted({id, userGuid, status, institution, callbackPayload}: MxMember): void {
    this.#send('MEMBER deleted', callbackPayload, {
      action: 'deleted',
      member: {
        connection_status: status,
        connection_status_id: numberOf(status),
        guid: id,
        institution_code: findInstitution(institution.id)?.code ?? null,
        institution_guid: institution.id,
        name: institution.name,
        user_guid: userGuid,
      },
    });
  }

  /** @param callbackPayload returned in the header of the same name (docs.mx.com, webhooks of members) */
  #send(event: string, callbackPayload: string | null, body: Readonly<Record<string, unknown>>): void {
    this.#surroundings.webhooks.send({
      event,
      body: JSON.stringify(body),
      retry,
      // Of MX's three methods of authentication, this is the only one that needs nothing beside the request.
      sign: ({secret}) => ({
        Authorization: `Basic ${Buffer.from(`${webhookUsername}:${secret}`).toString('base64')}`,
        ...(callbackPayload !== null && {'X-CALLBACK-PAYLOAD': callbackPayload}),
      }),
    });
  }
}
