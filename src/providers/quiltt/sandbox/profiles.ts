import {randomBytes, randomUUID} from 'node:crypto';
import type {Environment} from '../../../sandbox/connections.js';

/** A person with connections at Quiltt. */
export interface Profile {
  readonly id: string;
  readonly uuid: string;
  readonly environment: Environment;
  email: string | null;
  phone: string | null;
  metadata: Record<string, unknown>;
}

/** The attributes that a host can set. */
export interface ProfileAttributes {
  readonly uuid?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly metadata?: Record<string, unknown>;
}

/** The initial profiles, one for each environment. */
export const seedProfileIds = {sandbox: 'p_SandboxProfile01', production: 'p_ProductionProfile01'} as const;

/** Creates an id in Quiltt's format. */
export function newId(prefix: 'p' | 'conn' | 'evt' | 'csn' | 'wh'): string {
  const letters = randomBytes(32)
    .toString('base64')
    .replace(/[^a-z0-9]/gi, '');
  return `${prefix}_${letters.slice(0, 22)}`;
}

/** All profiles of one sandbox. */
export class Profiles {
  readonly #profiles: Profile[] = [];

  constructor() {
    this.reset();
  }

  /** Finds a profile of the environment by its id or its UUID. */
  find(environment: Environment, idOrUuid: string): Profile | undefined {
    return this.#profiles.find(
      profile => profile.environment === environment && (profile.id === idOrUuid || profile.uuid === idOrUuid),
    );
  }

  /** Finds a profile of the environment by the input of the Connector's login. */
  findByContact(environment: Environment, contact: {email?: string; phone?: string}): Profile | undefined {
    const {email, phone} = contact;
    return this.#profiles.find(
      profile =>
        profile.environment === environment &&
        ((email !== undefined && profile.email === email) || (phone !== undefined && profile.phone === phone)),
    );
  }

  create(environment: Environment, attributes: ProfileAttributes): Profile {
    const {uuid = randomUUID(), email = null, phone = null, metadata = {}} = attributes;
    const profile = {id: newId('p'), uuid, environment, email, phone, metadata};
    this.#profiles.push(profile);
    return profile;
  }

  update(profile: Profile, {email, phone, metadata}: Pick<Profile, 'email' | 'phone' | 'metadata'>): void {
    profile.email = email;
    profile.phone = phone;
    profile.metadata = metadata;
  }

  reset(): void {
    this.#profiles.splice(
      0,
      this.#profiles.length,
      {
        id: seedProfileIds.sandbox,
        uuid: '2f1c9a54-5a3e-4b0e-8f6f-0d6f6f1f7a01',
        environment: 'sandbox',
        email: 'person@example.com',
        phone: '+15555550100',
        metadata: {},
      },
      {
        id: seedProfileIds.production,
        uuid: '7b0d53c2-1a57-4d58-9a1c-93c1a2b45e02',
        environment: 'production',
        email: 'customer@example.com',
        phone: '+15555550101',
        metadata: {},
      },
    );
  }
}
