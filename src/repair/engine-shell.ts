import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import type {FrameText} from '../surfaces/frame.js';
import type {toWidgetUrl} from '../surfaces/widget-url.js';
import type {Attempt, RepairResult} from './attempt.js';
import type {callForToken, send} from './backend-call.js';
import type {displayOf} from './configuration.js';
import type * as judging from './judge.js';
import type {ProviderLookup} from './judge.js';
import type {returnKey} from './return-key.js';
import type {Settings} from './settings.js';

/**
 * The shell's functions that the engine uses. They are parameters, because the engine's chunk must not import the
 * entry: a page may load the entry with a query, and the import would load it a second time.
 */
export interface EngineShell extends ProviderLookup {
  /** The element's shadow root, which contains a frame. */
  readonly root: ShadowRoot;
  /** Returns the text of a key. */
  readonly text: (key: FrameText | 'opening') => string;
  /** Loads a provider's widget code. */
  readonly loadWidgetCode: (entry: ProviderEntry) => Promise<WidgetProvider>;
  /** Loads the code that judges a status. */
  readonly loadJudging: () => Promise<Pick<typeof judging, 'judge'>>;
  readonly send: typeof send;
  readonly callForToken: typeof callForToken;
  readonly toWidgetUrl: typeof toWidgetUrl;
  /** Returns the sandbox's control origin, or undefined if the settings have none. */
  readonly sandboxOriginOf: (settings: Settings) => string | undefined;
  readonly displayOf: typeof displayOf;
  readonly returnKey: typeof returnKey;
  /** Returns a message about the first invalid setting, or undefined. */
  readonly findMisconfiguration: (settings: Settings, entry: ProviderEntry | undefined) => string | undefined;
  /** Returns the control that starts a repair: the element's button or the page's trigger. */
  readonly findTrigger: () => HTMLElement | undefined;
  /** Takes the modal lock. Returns false while another repair holds it. */
  readonly takeModalLock: (attempt: Attempt) => boolean;
  /** Opens an empty popup inside the person's click. Returns undefined when the browser blocks it. */
  readonly openPopup: () => Window | undefined;
  /** Ends the running attempt and opens another. Called inside the person's click. */
  readonly restart: () => void;
  /** Ends the running attempt at the person's request. */
  readonly dismiss: () => void;
  /** Redraws the element. */
  readonly update: () => void;
  /** Ends the verification of an attempt and shows its result. */
  readonly endVerification: (attempt: Attempt, result: RepairResult) => void;
}
