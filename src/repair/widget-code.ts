import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import {RepairError} from './errors.js';
import type {RepairShell} from './shell.js';

/**
 * Loads a provider's widget code, which the click has usually requested already.
 *
 * @throws RepairError `script-blocked`
 */
export const loadWidget = (shell: Pick<RepairShell, 'loadWidget'>, entry: ProviderEntry): Promise<WidgetProvider> =>
  shell.loadWidget(entry).catch(() => {
    throw new RepairError('script-blocked', "The provider's widget code could not be loaded");
  });
