/** Values that are only known at run time. Origins have no trailing slash. */
export interface TestConfig {
  origins: {localhost: string; loopback: string};
  sandbox: {url: string; origins: {control: string; bank: string; plaid: string; meld: string}};
}

export const config = (await (await fetch('/test-config.json')).json()) as TestConfig;
