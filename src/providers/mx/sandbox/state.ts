import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore, type Environment} from '../../../sandbox/connections.js';
import {newMember, seedMembers, seedUsers, type MxMember, type MxUser} from './members.js';
import {healthy, mxStatuses} from './statuses.js';
import type {MxVariants} from './variants.js';

/** Everything the stand-in remembers of users and members. */
export class MxState {
  readonly members: ConnectionStore<MxMember>;
  readonly variants: () => MxVariants;
  readonly #clock: Clock;
  readonly #users = new Map<string, MxUser>();
  readonly #onDelete: ((member: MxMember) => void)[] = [];

  constructor(clock: Clock, variants: () => MxVariants) {
    this.#clock = clock;
    this.variants = variants;
    this.members = new ConnectionStore(clock, mxStatuses, () => seedMembers(clock.now()));
    this.#seedUsers();
  }

  /** A user as a key of that environment sees it: those of the other are not there. */
  userIn(environment: Environment, guid: string): MxUser | undefined {
    const user = this.#users.get(guid);
    return user?.environment === environment ? user : undefined;
  }

  memberOf(user: MxUser, guid: string): MxMember | undefined {
    const member = this.members.find(guid);
    return member?.userGuid === user.guid ? member : undefined;
  }

  createUser(environment: Environment, id: string | null): MxUser {
    const user = {guid: `USR-${randomUUID()}`, id, environment};
    this.#users.set(user.guid, user);
    return user;
  }

  /**
   * Adds a healthy member at a bank.
   * @param institution its guid or code
   */
  createMember(user: MxUser, institution: string): MxMember {
    const member = newMember(user.guid, user.environment, institution, this.#clock.now());
    this.members.add(member);
    return member;
  }

  /** Calls a listener whenever a member is deleted; for the state's whole life. */
  onDelete(listener: (member: MxMember) => void): void {
    this.#onDelete.push(listener);
  }

  deleteMember(member: MxMember): void {
    this.members.remove(member);
    for (const listener of this.#onDelete) listener(member);
  }

  /**
   * Lets a job at the bank succeed: it runs for a while, then the member is connected.
   * @param status what the member is while it runs
   */
  startJob(member: MxMember, status: string): void {
    const {connectingSeconds, statusLagSeconds} = this.variants();
    this.members.finishRepair(member, [
      {status, afterSeconds: 0},
      {status: healthy, afterSeconds: connectingSeconds + statusLagSeconds},
    ]);
  }

  /**
   * The member that an OAuth repair ends at: MX decides whether it is the one that was asked for.
   * @returns the member itself, or one that took over what it was
   */
  memberAfterOAuth(member: MxMember): MxMember {
    const {memberAfterOAuth} = this.variants();
    if (memberAfterOAuth === 'same') return member;
    const {userGuid, environment, institution, status, statusReason, bank, repairOutcome, callbackPayload} = member;
    const successor: MxMember = {
      ...newMember(userGuid, environment, institution.id, this.#clock.now()),
      status,
      statusReason,
      bank,
      repairOutcome,
      callbackPayload,
    };
    this.members.add(successor);
    if (memberAfterOAuth === 'new-old-gone') this.deleteMember(member);
    return successor;
  }

  reset(): void {
    this.members.reset();
    this.#seedUsers();
  }

  #seedUsers(): void {
    this.#users.clear();
    for (const user of seedUsers) this.#users.set(user.guid, user);
  }
}
