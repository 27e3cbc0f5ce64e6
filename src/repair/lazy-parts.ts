import {loadChunk} from '../providers/load-chunk.js';
import type {ProviderEntry} from '../providers/provider.js';
import type * as popup from '../surfaces/popup.js';
import type * as prepare from './prepare.js';
import type * as run from './run-attempt.js';
import type * as status from './status.js';

/** Looked up by name, for the sake of the build: see tools/rollup/retry-imports.mjs. */
const chunks = {
  prepare: (retry: string) => import('./prepare.js'),
  run: (retry: string) => import('./run-attempt.js'),
  popup: (retry: string) => import('../surfaces/popup.js'),
  status: (retry: string) => import('./status.js'),
};

/** Loads what is done before a click, where that is wanted. */
export const loadPreparation = (): Promise<typeof prepare> => loadChunk(chunks.prepare);

/** Loads what a click needs once the backend has answered. */
export const loadRun = (): Promise<typeof run> => loadChunk(chunks.run);

/** Loads what shows a widget in a window of its own. */
export const loadPopup = (): Promise<typeof popup> => loadChunk(chunks.popup);

/** Loads what is needed once there is a status to judge: before that, nobody pays for it. */
export const loadStatus = (): Promise<typeof status> => loadChunk(chunks.status);

/** For what is heard about elsewhere. */
export const ignore = (): undefined => undefined;

/** Loads what a repair will need. What goes wrong here is heard about from the load that needs it. */
export function preload(entry: ProviderEntry | undefined): void {
  loadRun().catch(ignore);
  if (entry) loadChunk(entry.load).catch(ignore);
}
