import {describeConnection, type Display, type Health, type ObservationSource} from 'bank-reconnect/backend';

/** A connection, as the page shows it. */
export interface ConnectionView {
  /** The demo's own id. The browser needs no other id of the connection. */
  id: string;
  /** The element's `provider` attribute. */
  provider: string;
  /** The aggregator's display name. */
  aggregator: string;
  /** How it is repaired, in a few words. */
  way: string;
  /** The element's `display` attribute, if it is not the provider's default. */
  display: Display | undefined;
  /** The aggregator's id of the connection; undefined if it could not be read. */
  providerConnectionId: string | undefined;
  institutionName: string;
  /** The path of the bank's picture. */
  institutionLogo: string;
  /** The aggregator's status; undefined if it could not be read. */
  status: string | undefined;
  statusReason: string | undefined;
  tone: Tone;
  /** The sandbox's control origin, if the connection is on the sandbox. */
  sandboxUrl: string | undefined;
  /** Whether the demo can break the connection at the vendor. */
  breakable: boolean;
}

/** The connections at one aggregator. */
export interface ConnectionGroup {
  aggregator: string;
  /** A hint about this aggregator for the person who uses the demo. */
  notice: string | undefined;
  connections: readonly ConnectionView[];
}

/** The update that an open page gets when a connection's status changes. */
export interface StatusUpdate {
  /** The demo's own id. */
  id: string;
  provider: string;
  status: string;
  statusReason: string | null;
  tone: Tone;
  /** What showed the change. */
  source: ObservationSource;
}

/** The look of a row: the health of its status, with fewer values. */
export type Tone = 'healthy' | 'soon' | 'waiting' | 'broken' | 'unknown';

const tones: Readonly<Record<Health, Tone>> = {
  healthy: 'healthy',
  'worth-repairing': 'soon',
  working: 'waiting',
  'needs-waiting': 'waiting',
  'needs-person': 'broken',
  'needs-bank': 'broken',
  gone: 'broken',
  unknown: 'unknown',
};

/** Returns the tone for an aggregator's status and reason. */
export function toneOf(provider: string, status: string | undefined, statusReason: string | null | undefined): Tone {
  return status === undefined ? 'unknown' : tones[describeConnection({provider, status, statusReason}).health];
}

/** The banks' pictures. Other banks get a plain building. */
const logos: Readonly<Record<string, string>> = {
  'First Harbor Bank': '/logos/first-harbor.svg',
  'Meridian Trust': '/logos/meridian.svg',
  'Copper Valley Credit Union': '/logos/copper-valley.svg',
  'Northlight Bank': '/logos/northlight.svg',
};

/** Returns the path of a bank's picture. */
export function logoOf(institutionName: string): string {
  return logos[institutionName] ?? '/logos/bank.svg';
}
