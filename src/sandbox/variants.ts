import {isRecord} from './json.js';
import {NotAllowedError} from './not-allowed-error.js';

/** The value of a variant: a setting for behaviour of a vendor that is uncertain or differs between environments. */
export type VariantValue = boolean | number | string | readonly string[];

/** The definition of one variant. The description is shown on the control page and in the documentation. */
export interface VariantDefinition {
  readonly default: VariantValue;
  /** The allowed values of a text variant. */
  readonly choices?: readonly string[];
  /** The maximum of a number variant. The minimum is 0. */
  readonly max?: number;
  readonly description: string;
}

export type VariantTable = Readonly<Record<string, VariantDefinition>>;

/** The type of the values of a table. */
export type VariantValues<T extends VariantTable> = {
  readonly [K in keyof T]: T[K] extends {readonly choices: readonly (infer C)[]}
    ? C
    : T[K]['default'] extends boolean
      ? boolean
      : T[K]['default'] extends number
        ? number
        : T[K]['default'] extends readonly string[]
          ? readonly string[]
          : string;
};

/** The present values of all variants of one sandbox, by vendor. */
export class Variants {
  readonly #tables: Readonly<Record<string, VariantTable>>;
  #values: Record<string, Record<string, VariantValue>>;

  constructor(tables: Readonly<Record<string, VariantTable>>) {
    this.#tables = tables;
    this.#values = defaultsOf(tables);
  }

  /** The values of one vendor. */
  of(vendor: string): Readonly<Record<string, VariantValue>> {
    return own(this.#values, vendor) ?? {};
  }

  all(): Readonly<Record<string, Readonly<Record<string, VariantValue>>>> {
    return this.#values;
  }

  /**
   * Sets the variants that the body names. Others keep their values.
   * @throws {NotAllowedError} for an unknown vendor, name or value; nothing is changed then
   */
  change(body: Record<string, unknown>): void {
    const next = structuredClone(this.#values);
    for (const [vendor, changes] of Object.entries(body)) {
      const table = own(this.#tables, vendor);
      const values = own(next, vendor);
      if (!table || !values) throw new NotAllowedError(unknown('vendor', vendor, Object.keys(this.#tables)));
      if (!isRecord(changes)) throw new NotAllowedError(`${vendor} must be an object of variants`);
      for (const [name, value] of Object.entries(changes)) {
        const definition = own(table, name);
        if (!definition) throw new NotAllowedError(unknown('variant', `${vendor}.${name}`, Object.keys(table)));
        values[name] = checked(`${vendor}.${name}`, definition, value);
      }
    }
    this.#values = next;
  }

  reset(): void {
    this.#values = defaultsOf(this.#tables);
  }
}

function defaultsOf(tables: Readonly<Record<string, VariantTable>>): Record<string, Record<string, VariantValue>> {
  return Object.fromEntries(
    Object.entries(tables).map(([vendor, table]) => [
      vendor,
      Object.fromEntries(Object.entries(table).map(([name, definition]) => [name, definition.default])),
    ]),
  );
}

/** An own property of the table. Names come from requests, so inherited properties such as `constructor` must not count. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function unknown(kind: string, given: string, allowed: readonly string[]): string {
  return `unknown ${kind} ${given}; allowed: ${allowed.join(', ')}`;
}

function checked(name: string, definition: VariantDefinition, value: unknown): VariantValue {
  const {default: initial, choices, max = Number.MAX_SAFE_INTEGER} = definition;
  if (typeof initial === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw new NotAllowedError(`${name} must be true or false`);
  }
  if (typeof initial === 'number') {
    if (typeof value === 'number' && value >= 0 && value <= max) return value;
    throw new NotAllowedError(`${name} must be a number from 0 to ${max}`);
  }
  if (typeof initial === 'string') {
    if (typeof value === 'string' && (!choices || choices.includes(value))) return value;
    throw new NotAllowedError(`${name} must be one of: ${choices?.join(', ') ?? 'any text'}`);
  }
  if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string')) return value;
  throw new NotAllowedError(`${name} must be a list of texts`);
}
