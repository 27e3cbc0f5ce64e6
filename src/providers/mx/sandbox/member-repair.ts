import {bankUsers} from '../../../sandbox/banks/bank.js';
import type {Settlement, SignInView} from '../../../sandbox/banks/sign-in.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {ConnectFlow} from './connect-flow.js';
import {MemberSignIn, type SignInListener} from './member-sign-in.js';
import {findInstitution} from './members.js';
import type {MxState} from './state.js';
import {healthy, processing} from './statuses.js';
import type {ConnectStep} from './connect-steps.js';
import type {WidgetRequest} from './widget-request.js';

/** The number of wrong passwords after which MX stops. */
const MAX_FAILURES = 3;

/** How long the widget connects before it reports a timeout, in milliseconds. */
const CONNECTING_LIMIT = 60_000;

/** The member's status while the job runs, by what the person has submitted. */
const resumed = {credentials: 'UPDATED', code: 'RESUMED'} as const;

/** The statuses with an open question of the bank. A job on such a member leads to the question again. */
const awaitingAnswer: readonly string[] = ['CHALLENGED', 'REJECTED', 'EXPIRED'];

/** The job that runs while the widget connects. Times are milliseconds since the epoch, on the sandbox's clock. */
interface Job {
  readonly outcome: 'connected' | 'challenged';
  readonly startedAt: number;
  readonly readyAt: number;
}

/** The repair of one widget's member: the sign-in at the bank and the job after it. */
export class MemberRepair implements SignInListener {
  readonly #state: MxState;
  readonly #surroundings: Surroundings;
  readonly #flow: ConnectFlow;
  readonly #opensBankWindow: boolean;
  #signIn: MemberSignIn | null = null;
  #resumedBy: 'credentials' | 'code' = 'credentials';
  #failures = 0;
  #bankWindowOpen = false;
  #job: Job | null = null;
  #announcedTimeOut = false;

  constructor(
    state: MxState,
    surroundings: Surroundings,
    flow: ConnectFlow,
    {opensBankWindow}: Pick<WidgetRequest, 'opensBankWindow'>,
  ) {
    this.#state = state;
    this.#surroundings = surroundings;
    this.#flow = flow;
    this.#opensBankWindow = opensBankWindow;
  }

  /** The latest sign-in, visible or not, because the bank's window can still be open. */
  get signIn(): MemberSignIn | null {
    return this.#signIn;
  }

  /** Creates the sign-in of a step that has one. A sign-in that shows the same form is kept, with its error. */
  prepareSignIn(step: ConnectStep): void {
    const {member} = this.#flow;
    if (!member || (step !== 'enterCreds' && step !== 'mfa')) return;
    const byCode = step === 'mfa';
    const shown = this.#signIn?.view().step;
    if (byCode ? shown === 'code' : shown === 'credentials' || shown === 'oauth') return;
    this.#signIn?.abandon();
    const institution = findInstitution(member.institution.id);
    this.#signIn = new MemberSignIn({
      authorizations: this.#surroundings.authorizations,
      bank: institution?.bank ?? {name: member.institution.name, brand: ''},
      // Only banks with mode `password` ask for a code in the widget.
      mode: byCode ? 'password' : member.bank,
      applicant: 'MX',
      onAccepted: () => this.#accept(),
      listener: this,
      challenged: byCode ? (bankUsers.find(({code}) => code !== null) ?? null) : null,
    });
  }

  /** Runs a job with the stored credentials. The bank asks its open question again, or accepts them. */
  runJob(): void {
    const {member} = this.#flow;
    if (!member) return;
    if (awaitingAnswer.includes(member.status)) return this.#startJob('challenged');
    this.#state.startJob(member, processing.includes(member.status) ? member.status : 'UPDATED');
    this.#startJob('connected');
  }

  /** Applies answers of the bank and the elapsed time. */
  catchUp(): void {
    const refusal = this.#signIn?.view().refusal;
    if (this.#bankWindowOpen && (refusal === 'denied' || refusal === 'timed-out')) {
      this.#bankWindowOpen = false;
      const reason = refusal === 'denied' ? 'CANCELLED' : 'PROVIDER_ERROR';
      if (this.#flow.step === 'enterCreds') this.#flow.goTo('oauthError', reason);
    }
    if (this.#flow.step === 'connecting' && this.#job) this.#checkJob(this.#job);
  }

  /** Stops after the member is deleted. A later answer of its bank is ignored. */
  abandon(): void {
    this.#signIn?.abandon();
    this.#job = null;
  }

  submitted(kind: 'credentials' | 'code'): void {
    const {member} = this.#flow;
    if (!member) return;
    this.#resumedBy = kind;
    const {guid, code} = findInstitution(member.institution.id) ?? {};
    if (kind === 'code') this.#flow.queue('connect/submitMFA', {member_guid: member.id});
    else this.#flow.queue('connect/updateCredentials', {member_guid: member.id, institution: {guid, code}});
    this.#flow.goTo('connecting');
  }

  refused({step, refusal}: SignInView): void {
    if (refusal === 'wrong-code') this.#failWith('REJECTED', 'mfa');
    else if (refusal === 'locked') this.#failWith('LOCKED', 'actionableError');
    else if (refusal === 'wrong-password') this.#countFailure();
    else if (step === 'code') this.#failWith('CHALLENGED', 'mfa');
  }

  mayOpenWindow(): boolean {
    return this.#opensBankWindow;
  }

  windowOpened(): void {
    const {member} = this.#flow;
    this.#bankWindowOpen = true;
    const url = `${this.#surroundings.ownOrigin()}/sign-in/${this.#signIn?.id}/window`;
    this.#flow.queue('connect/oauthRequested', {url, member_guid: member?.id});
  }

  #countFailure(): void {
    this.#failures += 1;
    if (this.#failures < MAX_FAILURES) return this.#failWith('DENIED', 'enterCreds');
    this.#failures = 0;
    this.#failWith('PREVENTED', 'actionableError');
  }

  /** Sets the status after a failed sign-in and shows the step for it. */
  #failWith(status: string, step: ConnectStep): void {
    const {member} = this.#flow;
    if (!member) return;
    this.#state.members.setStatus(member, status, null);
    this.#flow.queueStatus(status);
    this.#flow.goTo(step);
  }

  #accept(): Settlement {
    const {member} = this.#flow;
    // The member can be deleted meanwhile, in this widget or by the client.
    if (!member || this.#state.members.find(member.id) !== member) return {done: null};
    this.#bankWindowOpen = false;
    const atBank = this.#flow.step !== 'connecting';
    const mended = atBank ? this.#state.memberAfterOAuth(member) : member;
    this.#flow.continueWith(mended);
    this.#state.startJob(mended, atBank ? 'RECONNECTED' : resumed[this.#resumedBy]);
    this.#startJob('connected');
    // The bank notifies MX, whether or not the widget is still at this step.
    if (this.#flow.step === 'enterCreds') this.#flow.goTo('connecting');
    return {done: null};
  }

  #startJob(outcome: Job['outcome']): void {
    const startedAt = this.#surroundings.clock.now();
    this.#announcedTimeOut = false;
    this.#job = {outcome, startedAt, readyAt: startedAt + this.#state.variants().connectingSeconds * 1000};
  }

  #checkJob({outcome, startedAt, readyAt}: Job): void {
    const now = this.#surroundings.clock.now();
    if (now - startedAt > CONNECTING_LIMIT && readyAt - startedAt > CONNECTING_LIMIT && !this.#announcedTimeOut) {
      this.#announcedTimeOut = true;
      this.#flow.queue('connect/stepChange', {previous: 'connecting', current: 'timeOut'});
    }
    if (now < readyAt) return;
    this.#job = null;
    if (outcome === 'challenged') this.#failWith('CHALLENGED', 'mfa');
    else this.#connected();
  }

  #connected(): void {
    const {successMessages, primaryAction} = this.#state.variants();
    this.#flow.queueStatus(healthy);
    if (successMessages === 'all') this.#flow.queue('connect/memberConnected', {member_guid: this.#flow.member?.id});
    this.#flow.goTo('connected');
    if (primaryAction === 'by-itself') this.#flow.finish(successMessages);
  }
}
