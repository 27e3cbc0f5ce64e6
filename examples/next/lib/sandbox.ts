/** The origins of `npx bank-reconnect sandbox`. Without a sandbox, leave out `sandboxUrl` and `baseUrl`. */
const {
  SANDBOX_URL = 'http://127.0.0.1:4174',
  SANDBOX_PLAID_URL = 'http://127.0.0.1:4176',
  SANDBOX_MELD_URL = 'http://127.0.0.1:4177',
} = process.env;

export const sandbox = {url: SANDBOX_URL, plaid: SANDBOX_PLAID_URL, meld: SANDBOX_MELD_URL};
