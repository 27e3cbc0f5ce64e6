import {randomUUID} from 'node:crypto';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import {ConnectFlow} from './connect-flow.js';
import {encodeMessages} from './connect-messages.js';
import {MemberRepair} from './member-repair.js';
import type {MemberSignIn} from './member-sign-in.js';
import {findInstitution} from './members.js';
import type {MxState} from './state.js';
import {statusMessage} from './statuses.js';
import {errorActionOf, firstStep, type ErrorAction, type ConnectStep} from './connect-steps.js';
import type {WidgetUrlPurpose} from './widget-urls.js';

/** The actions of the person and of the embedding page, beside the sign-in. */
export const connectActions = [
  'back',
  'cancel',
  'navigate-back',
  'update-credentials',
  'retry',
  'ok',
  'search',
  'delete',
  'done',
  'ping',
] as const;

export type ConnectAction = (typeof connectActions)[number];

/** The steps with a "Back" button. */
const stepsWithBack: readonly ConnectStep[] = ['enterCreds', 'mfa', 'oauthError', 'institutionStatusDetails'];

/** The steps that offer to delete the connection. */
const stepsWithDelete: readonly ConnectStep[] = ['enterCreds', 'actionableError'];

/** The messages that the widget's page posts, and what it shows after that. */
export interface ConnectView {
  readonly posts: readonly unknown[];
  readonly step: ConnectStep;
  readonly bank: {readonly name: string; readonly brand: string};
  readonly canGoBack: boolean;
  readonly canDelete: boolean;
  readonly signIn: ReturnType<MemberSignIn['view']> | null;
  readonly error: {readonly text: string; readonly action: ErrorAction | null} | null;
}

/** One loaded widget. The session decides everything. The page only posts its messages and shows its step. */
export class ConnectSession {
  readonly id = randomUUID();
  readonly #state: MxState;
  readonly #surroundings: Surroundings;
  readonly #purpose: WidgetUrlPurpose;
  readonly #flow: ConnectFlow;
  readonly #repair: MemberRepair;

  constructor(state: MxState, surroundings: Surroundings, purpose: WidgetUrlPurpose) {
    this.#state = state;
    this.#surroundings = surroundings;
    this.#purpose = purpose;
    const {memberGuid} = purpose.request;
    const member = memberGuid === null ? undefined : state.members.find(memberGuid);
    if (member) member.callbackPayload = purpose.callbackPayload;
    const step = firstStep(member, purpose.request);
    this.#flow = new ConnectFlow(step, member, entered => this.#repair.prepareSignIn(entered));
    this.#repair = new MemberRepair(state, surroundings, this.#flow, purpose.request);
    this.#flow.load();
    if (step === 'connecting') this.#repair.runJob();
  }

  /** The sign-in of this session with the given id, visible or not. */
  findSignIn(id: string): MemberSignIn | undefined {
    const {signIn} = this.#repair;
    return signIn?.id === id ? signIn : undefined;
  }

  /** The messages since the last call and the present step. */
  view(): ConnectView {
    this.#repair.catchUp();
    const {step, member} = this.#flow;
    const name = member?.institution.name ?? '';
    const hasSignIn = step === 'enterCreds' || step === 'mfa';
    const isError = step === 'actionableError' && member !== undefined;
    return {
      posts: this.#takePosts(),
      step,
      bank: {name, brand: findInstitution(member?.institution.id ?? '')?.bank.brand ?? ''},
      canGoBack: stepsWithBack.includes(step),
      canDelete: member !== undefined && stepsWithDelete.includes(step),
      signIn: hasSignIn ? (this.#repair.signIn?.view() ?? null) : null,
      error: isError ? {text: statusMessage(member.status, name), action: errorActionOf(member)} : null,
    };
  }

  /** Performs an action of the person or the embedding page. Ignores actions that the present step does not offer. */
  act(action: ConnectAction): void {
    this.#repair.catchUp();
    const flow = this.#flow;
    const {step, member} = flow;
    const offered = step === 'actionableError' && member ? errorActionOf(member) : null;
    switch (action) {
      case 'back':
      case 'cancel':
        if (!stepsWithBack.includes(step)) return;
        if (action === 'back') flow.queue('connect/backButtonClicked');
        return this.#toSearch();
      case 'navigate-back':
        return this.#navigateBack();
      case 'update-credentials':
        if (offered === action || step === 'oauthError') flow.goTo('enterCreds');
        return;
      case 'retry':
        if (offered === action) this.#retry();
        return;
      case 'ok':
        if (offered === action) this.#acknowledge();
        return;
      case 'search':
        if (offered === action) this.#toSearch();
        return;
      case 'delete':
        return this.#delete();
      case 'done':
        if (step === 'connected' || step === 'deleteMemberSuccess') flow.finish(this.#state.variants().successMessages);
        return;
      case 'ping':
        flow.queue('ping');
    }
  }

  /** Goes to the search. If the host has disabled the search, the widget only posts the message. */
  #toSearch(): void {
    this.#flow.queue('connect/backToSearch');
    if (this.#purpose.request.institutionSearch) this.#flow.goTo('search');
  }

  #navigateBack(): void {
    const did_go_back = this.#purpose.request.institutionSearch && this.#flow.step !== 'search';
    if (did_go_back) this.#flow.goTo('search');
    this.#flow.queue('navigation', {did_go_back});
  }

  #retry(): void {
    this.#flow.goTo('connecting');
    this.#repair.runJob();
  }

  /** Handles the "OK" button of an error. Without a search, the widget continues with the credentials. */
  #acknowledge(): void {
    this.#flow.queueMember('connect/memberError/primaryAction');
    this.#flow.queue('connect/backToSearch');
    this.#flow.goTo(this.#purpose.request.institutionSearch ? 'search' : 'enterCreds');
  }

  #delete(): void {
    const {member, step} = this.#flow;
    if (!member || !stepsWithDelete.includes(step)) return;
    this.#flow.queue('connect/memberDeleted', {member_guid: member.id});
    this.#repair.abandon();
    this.#state.deleteMember(member);
    this.#flow.goTo('deleteMemberSuccess');
  }

  #takePosts(): unknown[] {
    const {typeNames, messages, messageVersion} = this.#state.variants();
    const {userGuid, request} = this.#purpose;
    return encodeMessages(this.#flow.takeMessages(), {
      version: messageVersion === 'requested' ? request.messageVersion : Number(messageVersion),
      mobileWebview: request.mobileWebview,
      typeNames,
      messages,
      userGuid,
      sessionGuid: this.id,
      now: this.#surroundings.clock.now(),
    });
  }
}
