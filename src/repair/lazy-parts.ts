import {loadChunk} from '../providers/load-chunk.js';

/** Looked up by name, for the sake of the build: see tools/rollup/retry-imports.mjs. */
const chunks = {
  run: (retry: string) => import('./run-attempt.js'),
  popup: (retry: string) => import('../surfaces/popup.js'),
  status: (retry: string) => import('./status.js'),
};

/** Loads what a click needs once the backend has answered. */
export const loadRun = (): Promise<typeof import('./run-attempt.js')> => loadChunk(chunks.run);

/** Loads what shows a widget in a window of its own. */
export const loadPopup = (): Promise<typeof import('../surfaces/popup.js')> => loadChunk(chunks.popup);

/** Loads what is needed once there is a status to judge: before that, nobody pays for it. */
export const loadStatus = (): Promise<typeof import('./status.js')> => loadChunk(chunks.status);
