import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import {RepairError} from './errors.js';
import type {EngineShell} from './engine-shell.js';

/**
 * Returns a provider's widget code. The click has usually requested it before.
 *
 * @throws RepairError `script-blocked`, or `invalid-configuration` for a module without a widget
 */
export async function getWidget(
  shell: Pick<EngineShell, 'loadWidgetCode'>,
  entry: ProviderEntry,
): Promise<WidgetProvider> {
  const widget = await shell.loadWidgetCode(entry).catch(() => {
    throw new RepairError('script-blocked', "The provider's widget code could not be loaded");
  });
  // A provider of the host's own may be JavaScript.
  if (!(widget as WidgetProvider | undefined)?.open) {
    throw new RepairError('invalid-configuration', "The provider's load() returns no widget");
  }
  return widget;
}
