import type {WidgetMessage} from './connect-messages.js';
import {isOAuth, type MxMember} from './members.js';
import {errorCodeOf, numberOf} from './statuses.js';
import type {ConnectStep} from './connect-steps.js';

/**
 * Where one loaded widget is, and what it has said on the way there. The order of the messages is that of the widget's
 * public source; what a screen says of itself comes before the step is announced, since React runs the effects of what
 * is inside first (inferred).
 */
export class ConnectFlow {
  readonly #entered: (step: ConnectStep) => void;
  #step: ConnectStep;
  #member: MxMember | undefined;
  #messages: WidgetMessage[] = [];

  /**
   * @param member none for a widget that begins with the search
   * @param entered called after a step has been announced
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

  /** Goes on with another member: an OAuth repair can end at a new one. */
  continueWith(member: MxMember): void {
    this.#member = member;
  }

  load(): void {
    this.queue('load');
    this.#show(() => this.queue('connect/loaded', {initial_step: this.#step}));
    // Keeps the session alive, it is said; which side has to do what is unverified.
    this.queue('ping');
  }

  /** @param oauthError why the bank's own sign-in has failed, for the step of that name */
  goTo(step: ConnectStep, oauthError = 'SERVER_ERROR'): void {
    const previous = this.#step;
    this.#step = step;
    this.#show(() => this.queue('connect/stepChange', {previous, current: step}), oauthError);
  }

  queue(type: string, metadata: WidgetMessage['metadata'] = {}): void {
    this.#messages.push({type, metadata});
  }

  /** Says what has become of the member; the status goes by its number. */
  queueStatus(status: string): void {
    this.queue('connect/memberStatusUpdate', {member_guid: this.#member?.id, connection_status: numberOf(status)});
  }

  /** Tells of the member and its status in the way that errors do. */
  queueMember(type: string): void {
    const {id, status = ''} = this.#member ?? {};
    this.queue(type, {member: {guid: id, connection_status: numberOf(status)}});
  }

  /** The "Done" of the last screen. */
  finish(successMessages: 'all' | 'without-member-connected' | 'none'): void {
    if (this.#step === 'connected' && successMessages !== 'none') this.queue('connect/connected/primaryAction');
    this.queue('connect/backToSearch');
  }

  /** What has been said since the last call. */
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
    // The form tells it of itself when its fields have been fetched, which is after the step was announced.
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
