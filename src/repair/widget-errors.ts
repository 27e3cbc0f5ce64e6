import type {WidgetError} from '../providers/provider.js';
import type {Attempt} from './attempt.js';
import {toRepairError, type RepairError} from './errors.js';

/** Converts a widget's error to a `RepairError`. */
export const fromWidget = (error: WidgetError): RepairError => toRepairError(error, 'widget-error', error.message);

/** Records an error for the detail of a later abort, unless it may be the state in which the widget has started. */
export function recordError({progress}: Attempt, error: WidgetError): void {
  if (progress.hasActed || !error.mayBeInitial) progress.lastError = fromWidget(error);
}
