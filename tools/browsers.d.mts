import type {LaunchOptions} from 'playwright';

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface WebKitPaths {
  driver: string;
  miniBrowser: string;
  /** undefined where a display is there already. */
  xvfb: string | undefined;
}

/** How to launch one engine. */
export type Browser = {engine: Engine; version: string; source: string} & (
  {backend: 'playwright'; launchOptions: LaunchOptions} | {backend: 'webdriver'; paths: WebKitPaths}
);

/** What the search depends on. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  /** Names to look up on PATH, and absolute paths. */
  places: Record<'chromium' | 'firefox' | 'webKitDriver' | 'miniBrowser' | 'xvfb', string[]>;
  /** Where Playwright's own browser is, or would be. */
  playwrightPath(engine: Engine): string;
}

export interface Installer {
  isPossible(): boolean;
  install(engines: Engine[]): Promise<void>;
}

export function wantedEngines(env?: NodeJS.ProcessEnv): Engine[];
export function ensureBrowsers(options?: {
  surroundings?: Surroundings;
  installers?: Installer[];
}): Promise<Partial<Record<Engine, Browser>>>;
