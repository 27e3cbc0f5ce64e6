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
  /** Why the combination has no test; undefined for one that has. */
  readonly reason: string | undefined;
}

const hasScript = (provider: Provider): boolean => provider === 'plaid' || provider === 'quiltt';

/** Possible, but without a test so far. */
export const OPEN = 'This combination is possible and has no test so far.';

function reasonOf(boundary: Boundary, fault: Fault, provider: Provider): string | undefined {
  if (boundary === 'return') return 'The element has no way back from a redirect yet: display="redirect" is not built.';
  if (boundary === 'script' && !hasScript(provider)) return 'The widget is a page in a frame, without a script.';
  if (boundary === 'frame load' && hasScript(provider)) return 'The vendor’s script makes the frame and loads it.';
  if (boundary === 'window' && provider !== 'plaid') return 'The provider has no widget in a window of its own.';
  if (fault === 'twice' && ['token', 'complete', 'status'].includes(boundary)) return 'A request has one answer.';
  if (fault === 'after removal' && ['message', 'frame load'].includes(boundary) && !hasScript(provider)) {
    return 'The frame is removed with the element, and its page cannot post any more.';
  }
  if (boundary === 'script' || boundary === 'frame load' || (boundary === 'message' && provider === 'mx')) return OPEN;
  if (boundary === 'message' && provider === 'meld' && fault === 'error') return OPEN;
  return undefined;
}

/** Every boundary with every fault and every provider. */
export const combinations: readonly Combination[] = boundaries.flatMap(boundary =>
  faults.flatMap(fault =>
    providers.map(provider => ({boundary, fault, provider, reason: reasonOf(boundary, fault, provider)})),
  ),
);
