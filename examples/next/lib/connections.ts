import type {MeldConnection, PlaidConnection} from 'bank-reconnect/backend';

/** A bank connection of the person, as the page shows it: no token, and nothing of the aggregator. */
export interface Connection {
  id: string;
  provider: string;
  institutionName: string;
}

interface StoredConnection {
  owner: string;
  institutionName: string;
  atProvider: PlaidConnection | MeldConnection;
}

// Replace these with your database and your sessions.
const stored: Readonly<Record<string, StoredConnection>> = {
  conn_1: {
    owner: 'ada',
    institutionName: 'First Harbor Bank',
    atProvider: {
      provider: 'plaid',
      accessToken: 'access-sandbox-7c3f5d0e-91ab-4c62-8f04-2b6de1a90c55',
      itemId: 'itemFirstHarbor1',
      clientUserId: 'ada',
    },
  },
  conn_2: {
    owner: 'ada',
    institutionName: 'Meridian Trust',
    atProvider: {provider: 'meld', connectionId: 'connMeridianTrust1'},
  },
};

export const personOf = (headers: Headers): string | null =>
  headers.get('authorization') === 'Bearer session-of-ada' ? 'ada' : null;

const ownedBy = (person: string): [string, StoredConnection][] =>
  Object.entries(stored).filter(([, {owner}]) => owner === person);

/** The connection with that id, if it belongs to the person. */
export const findStored = (id: string, person: string): StoredConnection['atProvider'] | null =>
  ownedBy(person).find(([own]) => own === id)?.[1].atProvider ?? null;

export const listConnections = (person: string): Connection[] =>
  ownedBy(person).map(([id, {institutionName, atProvider}]) => ({
    id,
    provider: atProvider.provider,
    institutionName,
  }));
