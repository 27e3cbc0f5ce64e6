import {findProvider} from '../providers/find-provider.js';
import {callForToken, send} from '../repair/backend-call.js';
import {displayOf, findMisconfiguration, sandboxOriginOf} from '../repair/configuration.js';
import type {EngineShell} from '../repair/engine-shell.js';
import {returnKey} from '../repair/return-key.js';
import {takeModalLock} from '../surfaces/modal-lock.js';
import {toWidgetUrl} from '../surfaces/widget-url.js';
import {loadHealth, loadWidgetCode} from './lazy-parts.js';
import {openPopup} from './popup-window.js';

/** The functions of the element and its controller. */
type ElementFunctions = Pick<
  EngineShell,
  'root' | 'text' | 'loadJudging' | 'findTrigger' | 'restart' | 'dismiss' | 'update' | 'endVerification'
>;

/** Creates the shell's functions for the engine: the element's, and the modules in the entry that the engine uses. */
export const createEngineShell = (functions: ElementFunctions): EngineShell => ({
  ...functions,
  findProvider,
  loadHealth,
  loadWidgetCode,
  send,
  callForToken,
  toWidgetUrl,
  sandboxOriginOf,
  displayOf,
  returnKey,
  findMisconfiguration,
  takeModalLock,
  openPopup,
});
