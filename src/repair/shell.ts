import type {Display} from '../contract.js';
import type {ProviderEntry, WidgetProvider} from '../providers/provider.js';
import type {FrameText} from '../surfaces/frame.js';
import type {AllowedOrigins} from '../surfaces/widget-url.js';
import type {Attempt, RepairResult} from './attempt.js';
import type {callForToken, send} from './backend-call.js';
import type * as judging from './judge.js';
import type {ProviderLookup} from './judge.js';
import type {Settings} from './settings.js';

/**
 * What the engine uses of the shell. It is handed over, because the engine's chunk must not import the entry: a page may
 * load the entry with a query, and the import would load it a second time.
 */
export interface RepairShell extends ProviderLookup {
  /** The element's shadow root, which a frame goes into. */
  readonly root: ShadowRoot;
  readonly text: (key: FrameText | 'opening') => string;
  readonly loadWidget: (entry: ProviderEntry) => Promise<WidgetProvider>;
  /** Loads the code that judges a status. */
  readonly loadJudging: () => Promise<Pick<typeof judging, 'judge'>>;
  readonly send: typeof send;
  readonly callForToken: typeof callForToken;
  readonly toWidgetUrl: (address: unknown, domain: string, allowed: AllowedOrigins) => URL | undefined;
  /** The control origin of the sandbox, if the settings name one. */
  readonly sandboxOriginOf: (settings: Settings) => string | undefined;
  readonly displayOf: (settings: Settings, entry: ProviderEntry | undefined) => Display;
  /** Says which setting makes a repair with a provider impossible, if there is one. */
  readonly findMisconfiguration: (settings: Settings, entry: ProviderEntry | undefined) => string | undefined;
  /** What starts a repair: our button, or the page's own trigger. */
  readonly findTrigger: () => HTMLElement | undefined;
  /** Takes the page's one stage; false while another repair has it. */
  readonly takeStage: (attempt: Attempt) => boolean;
  /** Opens a popup at `url`; null when the browser blocks it. */
  readonly openPopup: (url: URL) => Window | null;
  /** Ends the running attempt and opens another, inside the person's click. */
  readonly restart: () => void;
  /** Ends the running attempt as the person's wish. */
  readonly dismiss: () => void;
  /** Draws the element again. */
  readonly update: () => void;
  /** Ends the verification of an attempt with what it came to. */
  readonly conclude: (attempt: Attempt, result: RepairResult) => void;
}
