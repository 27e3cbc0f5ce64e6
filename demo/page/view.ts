/** One connection as the page shows it. */
export interface ConnectionView {
  /** The demo's own id, and all the browser ever needs to name the connection. */
  id: string;
  /** The element's `provider` attribute. */
  provider: string;
  /** The aggregator's name as people write it. */
  aggregator: string;
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
  /** What the person at the demo has to know about this aggregator, in a sentence. */
  notice: string | undefined;
  /** Whether the demo can break the connection at the vendor. */
  breakable: boolean;
}

export type Tone = 'healthy' | 'broken' | 'unknown';

/** The picture for each bank the demo has one of; the rest get the same plain building. */
const logos: Readonly<Record<string, string>> = {
  'First Harbor Bank': '/logos/first-harbor.svg',
  'Meridian Trust': '/logos/meridian.svg',
};

/** The path of a bank's picture, by the bank's name. */
export function logoOf(institutionName: string): string {
  return logos[institutionName] ?? '/logos/bank.svg';
}

/** Plaid has no word for a healthy item, the backend kit says `HEALTHY`; Meld's word is `ACTIVE`. */
export function toneOf(status: string | undefined): Tone {
  if (status === undefined) return 'unknown';
  return status === 'HEALTHY' || status === 'ACTIVE' ? 'healthy' : 'broken';
}
