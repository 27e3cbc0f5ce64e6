import {RepairError} from '../repair/errors.js';

const chunks = new Map<object, {tries: number; module: Promise<unknown> | undefined}>();

/** Loads lazy code once; a failed load is forgotten, and the next one asks at another URL. */
export async function loadChunk<T>(load: (retry: string) => Promise<T>): Promise<T> {
  const chunk = chunks.get(load) ?? {tries: 0, module: undefined};
  chunks.set(load, chunk);
  const module = (chunk.module ??= load(chunk.tries++ ? `?retry=${chunk.tries}` : ''));
  try {
    return (await module) as T;
  } catch {
    if (chunk.module === module) chunk.module = undefined;
    throw new RepairError('script-blocked', 'A part of bank-reconnect could not be loaded');
  }
}
