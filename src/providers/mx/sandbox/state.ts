import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import {ConnectionStore, type Environment} from '../../../sandbox/connections.js';
import {memberBody, newMember, seedMembers, seedUsers, type MxMember, type MxUser} from './members.js';
import {healthy, mxStatuses} from './statuses.js';
import type {MxVariants} from './variants.js';

/** The state of the stand-in: users and members. */
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

  /** A user of the given environment. */
  userIn(environment: Environment, guid: string): MxUser | undefined {
    const user = this.#users.get(guid);
    return user?.environment === environment ? user : undefined;
  }

  memberOf(user: MxUser, guid: string): MxMember | undefined {
    const member = this.members.find(guid);
    return member?.userGuid === user.guid ? member : undefined;
  }

  /** The member in the format of the API. */
  bodyOf(member: MxMember, user: MxUser): Record<string, unknown> {
    return memberBody(member, user, {hasError: this.variants().memberError});
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

  /** Adds a listener for deletions of members. It cannot be removed. */
  onDelete(listener: (member: MxMember) => void): void {
    this.#onDelete.push(listener);
  }

  deleteMember(member: MxMember): void {
    this.members.remove(member);
    for (const listener of this.#onDelete) listener(member);
  }

  /**
   * Starts a job that succeeds: after some time, the member is connected.
   * @param status the member's status while the job runs
   */
  startJob(member: MxMember, status: string): void {
    const {connectingSeconds, statusLagSeconds} = this.variants();
    this.members.finishRepair(member, [
      {status, afterSeconds: 0},
      {status: healthy, afterSeconds: connectingSeconds + statusLagSeconds},
    ]);
  }

  /**
   * The member that an OAuth repair ends at. MX decides whether it is the requested member.
   * @returns the member itself, or a new member with its status and settings
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
