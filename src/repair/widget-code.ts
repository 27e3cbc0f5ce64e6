import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import {RepairError} from './errors.js';
import type {EngineShell} from './engine-shell.js';

/**
 * Returns a provider's widget code. The click has usually requested it before.
 *
 * @throws RepairError `script-blocked`
 */
export const getWidget = (shell: Pick<EngineShell, 'loadWidgetCode'>, entry: ProviderEntry): Promise<WidgetProvider> =>
  shell.loadWidgetCode(entry).catch(() => {
    throw new RepairError('script-blocked', "The provider's widget code could not be loaded");
  });
