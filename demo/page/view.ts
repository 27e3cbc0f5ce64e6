import {describeConnection, type Display, type Health, type ObservationSource} from 'bank-reconnect/backend';

/** One connection as the page shows it. */
export interface ConnectionView {
  /** The demo's own id, and all the browser ever needs to name the connection. */
  id: string;
  /** The element's `provider` attribute. */
  provider: string;
  /** The aggregator's name as people write it. */
  aggregator: string;
  /** How it is repaired, in a few words. */
  way: string;
  /** The element's `display` attribute, if it is not to be the provider's best. */
  display: Display | undefined;
  /** The aggregator's id of it; undefined when it could not be read. */
  providerConnectionId: string | undefined;
  institutionName: string;
  /** Path of the bank's picture. */
  institutionLogo: string;
  /** The aggregator's own word, or undefined when it could not be read. */
  status: string | undefined;
  statusReason: string | undefined;
  tone: Tone;
  /** The sandbox's control origin, when this connection lives on the sandbox. */
  sandboxUrl: string | undefined;
  /** Whether the demo can break the connection at the vendor. */
  breakable: boolean;
}

/** The connections at one aggregator. */
export interface ConnectionGroup {
  aggregator: string;
  /** What the person at the demo has to know about this aggregator, in a sentence. */
  notice: string | undefined;
  connections: readonly ConnectionView[];
}

/** What an open page is told of a connection whose status has changed. */
export interface StatusUpdate {
  /** The demo's own id. */
  id: string;
  provider: string;
  status: string;
  statusReason: string | null;
  tone: Tone;
  /** How the host has noticed. */
  source: ObservationSource;
}

/** How a row looks: what its status means, with fewer shades. */
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

/** The tone for an aggregator's own words; without a status nothing is known. */
export function toneOf(provider: string, status: string | undefined, statusReason: string | null | undefined): Tone {
  return status === undefined ? 'unknown' : tones[describeConnection({provider, status, statusReason}).health];
}

/** The picture for each bank the demo has one of; the rest get the same plain building. */
const logos: Readonly<Record<string, string>> = {
  'First Harbor Bank': '/logos/first-harbor.svg',
  'Meridian Trust': '/logos/meridian.svg',
  'Copper Valley Credit Union': '/logos/copper-valley.svg',
  'Northlight Bank': '/logos/northlight.svg',
};

/** The path of a bank's picture, by the bank's name. */
export function logoOf(institutionName: string): string {
  return logos[institutionName] ?? '/logos/bank.svg';
}
