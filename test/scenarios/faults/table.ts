/** The places where a repair meets something that is not the element's. */
export const boundaries = [
  'token',
  'script',
  'frame load',
  'message',
  'complete',
  'status',
  'window',
  'return',
] as const;

/** What can happen there. */
export const faults = [
  'error',
  'timeout',
  'twice',
  'late',
  'out of order',
  'after removal',
  'hidden',
  'offline',
] as const;

export const providers = ['plaid', 'mx', 'meld', 'quiltt'] as const;

export type Boundary = (typeof boundaries)[number];
export type Fault = (typeof faults)[number];
export type Provider = (typeof providers)[number];

export interface Combination {
  readonly boundary: Boundary;
  readonly fault: Fault;
  readonly provider: Provider;
  /** Why the combination is impossible; undefined for one that has a test. */
  readonly reason: string | undefined;
}

const hasScript = (provider: Provider): boolean => provider === 'plaid' || provider === 'quiltt';

/** Why a combination cannot happen. Undefined for one that can, and that has a test. */
function reasonOf(boundary: Boundary, fault: Fault, provider: Provider): string | undefined {
  if (boundary === 'return' && provider !== 'plaid') return 'The provider has no widget that replaces the page.';
  if (boundary === 'window' && provider !== 'plaid') return 'The provider has no widget in a window of its own.';
  if (boundary === 'script' && !hasScript(provider)) return 'The widget is a page in a frame, without a script.';
  if (boundary === 'frame load' && hasScript(provider)) return 'A script of the vendor makes the frame and loads it.';
  if (fault === 'twice' && ['token', 'complete', 'status'].includes(boundary)) return 'A request has one answer.';
  if (fault === 'after removal' && ['message', 'frame load'].includes(boundary) && !hasScript(provider)) {
    return 'The frame is removed with the element, and its page cannot post any more.';
  }
  return undefined;
}

/** Every boundary with every fault and every provider. */
export const combinations: readonly Combination[] = boundaries.flatMap(boundary =>
  faults.flatMap(fault =>
    providers.map(provider => ({boundary, fault, provider, reason: reasonOf(boundary, fault, provider)})),
  ),
);
