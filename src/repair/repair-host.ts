import type {AdviceKey} from '../health/health.js';
import type {WidgetContext} from '../providers/provider.js';
import type {Settings} from './settings.js';

/** The element that a repair belongs to, as far as a repair needs it. */
export interface RepairElement extends EventTarget {
  readonly isConnected: boolean;
  /** Where a frame goes. */
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** Something to be shown has changed. */
  requestUpdate(): void;
}

/** What the element does for it besides. */
export interface RepairHost extends Pick<WidgetContext, 'text'> {
  readonly readSettings: () => Settings;
  /** Remembers where the focus is; the result puts it back if it has got lost since. */
  readonly keepFocus: () => () => void;
}

/** What there is to say to the person beside the state and the error. */
export type Notice = 'slow' | 'confirmed' | 'finished' | 'unknown' | `advice-${AdviceKey}`;
