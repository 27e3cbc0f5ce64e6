import type {Told} from './connect-messages.js';
import {isOAuth, type MxMember} from './members.js';
import {errorCodeOf, numberOf} from './statuses.js';
import type {Step} from './steps.js';

/**
 * Where one loaded widget is, and what it has said on the way there. The order of the messages is that of the widget's
 * public source; what a screen says of itself comes before the step is announced, since React runs the effects of what
 * is inside first (inferred).
 */
export class ConnectFlow {
  readonly #entered: (step: Step) => void;
  #step: Step;
  #member: MxMember | undefined;
  #told: Told[] = [];

  /**
   * @param member none for a widget that begins with the search
   * @param entered called after a step has been announced
   */
  constructor(step: Step, member: MxMember | undefined, entered: (step: Step) => void) {
    this.#step = step;
    this.#member = member;
    this.#entered = entered;
  }

  get step(): Step {
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
    this.tell('load');
    this.#show(() => this.tell('connect/loaded', {initial_step: this.#step}));
    // Keeps the session alive, it is said; which side has to do what is unverified.
    this.tell('ping');
  }

  /** @param oauthError why the bank's own sign-in has failed, for the step of that name */
  goTo(step: Step, oauthError = 'SERVER_ERROR'): void {
    const previous = this.#step;
    this.#step = step;
    this.#show(() => this.tell('connect/stepChange', {previous, current: step}), oauthError);
  }

  tell(type: string, metadata: Told['metadata'] = {}): void {
    this.#told.push({type, metadata});
  }

  /** Says what has become of the member; the status goes by its number. */
  tellStatus(status: string): void {
    this.tell('connect/memberStatusUpdate', {member_guid: this.#member?.id, connection_status: numberOf(status)});
  }

  /** Tells of the member and its status in the way that errors do. */
  tellMember(type: string): void {
    const {id, status = ''} = this.#member ?? {};
    this.tell(type, {member: {guid: id, connection_status: numberOf(status)}});
  }

  /** The "Done" of the last screen. */
  finish(successMessages: 'all' | 'without-member-connected' | 'none'): void {
    if (this.#step === 'connected' && successMessages !== 'none') this.tell('connect/connected/primaryAction');
    this.tell('connect/backToSearch');
  }

  /** What has been said since the last call. */
  take(): Told[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  #show(announce: () => void, oauthError?: string): void {
    const member = this.#member;
    if (this.#step === 'actionableError' && member) this.#tellError(member);
    if (this.#step === 'oauthError') {
      this.tell('connect/oauthError', {member_guid: member?.id, error_reason: oauthError});
    }
    announce();
    // The form tells it of itself when its fields have been fetched, which is after the step was announced.
    const denied = this.#step === 'enterCreds' && member?.status === 'DENIED' && !isOAuth(member);
    if (denied) this.tellMember('connect/memberError');
    this.#entered(this.#step);
  }

  #tellError({id, statusReason}: MxMember): void {
    const code = errorCodeOf(statusReason);
    if (code === null) this.tellMember('connect/memberError');
    else this.tell('connect/invalidData', {member: {guid: id, code}});
  }
}
