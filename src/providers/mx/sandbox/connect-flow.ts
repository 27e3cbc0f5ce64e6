import type {WidgetMessage} from './connect-messages.js';
import {isOAuth, type MxMember} from './members.js';
import {errorCodeOf, numberOf} from './statuses.js';
import type {ConnectStep} from './connect-steps.js';

/**
 * The present step of one loaded widget, and its queue of messages. The order of the messages follows the widget's public
 * source. A screen's own messages precede the message about the step, because React runs the effects of child components
 * first (inferred).
 */
export class ConnectFlow {
  readonly #entered: (step: ConnectStep) => void;
  #step: ConnectStep;
  #member: MxMember | undefined;
  #messages: WidgetMessage[] = [];

  /**
   * @param member undefined for a widget that starts with the search
   * @param entered called after the message about a step is queued
   */
  constructor(step: ConnectStep, member: MxMember | undefined, entered: (step: ConnectStep) => void) {
    this.#step = step;
    this.#member = member;
    this.#entered = entered;
  }

  get step(): ConnectStep {
    return this.#step;
  }

  get member(): MxMember | undefined {
    return this.#member;
  }

  /** Continues with another member. An OAuth repair can end at a new member. */
  continueWith(member: MxMember): void {
    this.#member = member;
  }

  load(): void {
    this.queue('load');
    this.#show(() => this.queue('connect/loaded', {initial_step: this.#step}));
    // Documented as keeping the session alive. Unverified: what each side has to do.
    this.queue('ping');
  }

  /** @param oauthError the reason of the step `oauthError` */
  goTo(step: ConnectStep, oauthError = 'SERVER_ERROR'): void {
    const previous = this.#step;
    this.#step = step;
    this.#show(() => this.queue('connect/stepChange', {previous, current: step}), oauthError);
  }

  queue(type: string, metadata: WidgetMessage['metadata'] = {}): void {
    this.#messages.push({type, metadata});
  }

  /** Queues the member's new status, by its number. */
  queueStatus(status: string): void {
    this.queue('connect/memberStatusUpdate', {member_guid: this.#member?.id, connection_status: numberOf(status)});
  }

  /** Queues a message with the member and its status, in the format of error messages. */
  queueMember(type: string): void {
    const {id, status = ''} = this.#member ?? {};
    this.queue(type, {member: {guid: id, connection_status: numberOf(status)}});
  }

  /** Handles the "Done" button of the last screen. */
  finish(successMessages: 'all' | 'without-member-connected' | 'none'): void {
    if (this.#step === 'connected' && successMessages !== 'none') this.queue('connect/connected/primaryAction');
    this.queue('connect/backToSearch');
  }

  /** Removes and returns the queued messages. */
  takeMessages(): WidgetMessage[] {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }

  #show(announce: () => void, oauthError?: string): void {
    const member = this.#member;
    if (this.#step === 'actionableError' && member) this.#queueError(member);
    if (this.#step === 'oauthError') {
      this.queue('connect/oauthError', {member_guid: member?.id, error_reason: oauthError});
    }
    announce();
    // The form posts this message after it has fetched its fields, so it follows the message about the step.
    const denied = this.#step === 'enterCreds' && member?.status === 'DENIED' && !isOAuth(member);
    if (denied) this.queueMember('connect/memberError');
    this.#entered(this.#step);
  }

  #queueError({id, statusReason}: MxMember): void {
    const code = errorCodeOf(statusReason);
    if (code === null) this.queueMember('connect/memberError');
    else this.queue('connect/invalidData', {member: {guid: id, code}});
  }
}
