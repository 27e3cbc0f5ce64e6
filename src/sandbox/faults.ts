import {isRecord} from './json.js';
import {NotAllowedError} from './not-allowed-error.js';

/** The HTTP statuses that a developer can make a vendor's API answer with. */
export const faultStatuses = [429, 500, 502, 503] as const;

export type FaultStatus = (typeof faultStatuses)[number];

/** A failure that a vendor's API answers with. */
export interface Fault {
  readonly status: FaultStatus;
  /** The Retry-After header, in seconds. Null omits it. */
  readonly retryAfter: number | null;
  /** How many further calls fail. Null is all of them. */
  readonly times: number | null;
}

/** How a vendor's API fails. */
export interface FaultShape {
  /** Whether a path belongs to the vendor's API. The widget's pages and calls do not. */
  isApi(path: string): boolean;
  /** The body of the error, in the vendor's format. */
  body(status: FaultStatus): Readonly<Record<string, unknown>>;
}

/** The failures that are set, by vendor. */
export class Faults {
  readonly #shapes: ReadonlyMap<string, FaultShape>;
  #faults = new Map<string, Fault>();

  /** @param shapes by vendor */
  constructor(shapes: Readonly<Record<string, FaultShape>>) {
    this.#shapes = new Map(Object.entries(shapes));
  }

  /** The present fault of every vendor. Null when its API works. */
  all(): Record<string, Fault | null> {
    return Object.fromEntries([...this.#shapes.keys()].map(vendor => [vendor, this.#faults.get(vendor) ?? null]));
  }

  /**
   * Sets the faults of the given vendors. Null removes a fault. Other vendors keep theirs.
   * @throws {NotAllowedError} for an unknown vendor, field or value; nothing is changed then
   */
  change(body: Readonly<Record<string, unknown>>): void {
    const next = new Map(this.#faults);
    for (const [vendor, value] of Object.entries(body)) {
      if (!this.#shapes.has(vendor)) {
        throw new NotAllowedError(`unknown vendor ${vendor}; allowed: ${[...this.#shapes.keys()].join(', ')}`);
      }
      if (value === null) next.delete(vendor);
      else next.set(vendor, checkedFault(vendor, value));
    }
    this.#faults = next;
  }

  /** The failing answer to a request, which counts as one of the fault's `times`. Null when no fault applies. */
  answer(vendor: string, request: Request): Response | null {
    const fault = this.#faults.get(vendor);
    const shape = this.#shapes.get(vendor);
    // A CORS preflight is not a call of the API.
    if (!fault || request.method === 'OPTIONS' || !shape?.isApi(new URL(request.url).pathname)) return null;
    const {status, retryAfter, times} = fault;
    if (times === 1) this.#faults.delete(vendor);
    else if (times !== null) this.#faults.set(vendor, {...fault, times: times - 1});
    const headers: Record<string, string> = retryAfter === null ? {} : {'Retry-After': String(retryAfter)};
    return Response.json(shape.body(status), {status, headers});
  }

  reset(): void {
    this.#faults.clear();
  }
}

function checkedFault(vendor: string, value: unknown): Fault {
  if (!isRecord(value)) throw new NotAllowedError(`the fault of ${vendor} must be an object, or null`);
  const fields = ['status', 'retryAfter', 'times'];
  const unknownField = Object.keys(value).find(field => !fields.includes(field));
  if (unknownField !== undefined) {
    throw new NotAllowedError(`unknown field ${unknownField} of ${vendor}'s fault; allowed: ${fields.join(', ')}`);
  }
  const {status, retryAfter = null, times = null} = value;
  const known = faultStatuses.find(candidate => candidate === status);
  if (known === undefined) throw new NotAllowedError(`${vendor}.status must be one of: ${faultStatuses.join(', ')}`);
  return {
    status: known,
    retryAfter: wholeNumber(`${vendor}.retryAfter`, retryAfter, 0),
    times: wholeNumber(`${vendor}.times`, times, 1),
  };
}

function wholeNumber(name: string, value: unknown, least: number): number | null {
  if (value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new NotAllowedError(`${name} must be a whole number from ${least}, or null`);
}
