import type {MeldConnection, PlaidConnection} from 'bank-reconnect/backend';

/** A bank connection of the person, as the page shows it: no token, and nothing of the aggregator. */
export interface Connection {
  id: string;
  provider: string;
  institutionName: string;
}

interface StoredConnection {
  institutionName: string;
  atProvider: PlaidConnection | MeldConnection;
}

// Replace these with your database and your sessions.
const stored: Readonly<Record<string, StoredConnection>> = {
  conn_1: {
    institutionName: 'First Harbor Bank',
    atProvider: {
      provider: 'plaid',
      accessToken: 'access-sandbox-7c3f5d0e-91ab-4c62-8f04-2b6de1a90c55',
      itemId: 'itemFirstHarbor1',
      clientUserId: 'ada',
    },
  },
  conn_2: {
    institutionName: 'Meridian Trust',
    atProvider: {provider: 'meld', connectionId: 'connMeridianTrust1'},
  },
};

export const isSignedIn = (authorization: string | null): boolean => authorization === 'Bearer session-of-ada';

export const findStored = (id: string): StoredConnection['atProvider'] | null => stored[id]?.atProvider ?? null;

export const listConnections = (): Connection[] =>
  Object.entries(stored).map(([id, {institutionName, atProvider}]) => ({
    id,
    provider: atProvider.provider,
    institutionName,
  }));
