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

export function wantedEngines(env?: NodeJS.ProcessEnv): Engine[];
export function ensureBrowsers(): Promise<Partial<Record<Engine, Browser>>>;
