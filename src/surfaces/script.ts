/** How long a script tag of the page's own is waited for, in milliseconds; it may have failed before we looked. */
const FOREIGN_TAG = 5_000;

const scripts = new Map<string, Promise<unknown>>();

let policy: {createScriptURL(url: string): string} | undefined;

/**
 * Loads a vendor's script once per URL and gives the global that it makes, or nothing. A script that fails is forgotten,
 * so that the next call tries again. A tag for the same URL that the page already has is waited for and used.
 *
 * @param find gives the global if it is there and what it should be: a page can have an element of that name
 */
export function loadScript<T>(url: string, nonce: string, find: () => T | undefined): Promise<T | undefined> {
  // Also a policy that the page does not allow ends as a script that is not there.
  const script =
    (scripts.get(url) as Promise<T | undefined> | undefined) ?? load(url, nonce, find).catch(() => undefined);
  scripts.set(url, script);
  void script.then(made => made ?? scripts.delete(url));
  return script;
}

async function load<T>(url: string, nonce: string, find: () => T | undefined): Promise<T | undefined> {
  const foreign = [...document.scripts].find(({src}) => src === url);
  if (foreign && !find()) await settled(foreign, FOREIGN_TAG);
  if (find()) return find();
  const tag = Object.assign(document.createElement('script'), {nonce, src: trusted(url)});
  document.head.append(tag);
  await settled(tag);
  if (!find()) tag.remove();
  return find();
}

/** Resolves when a tag has loaded or failed, or after `ms`. */
const settled = (tag: HTMLScriptElement, ms?: number): Promise<unknown> =>
  new Promise(resolve => {
    const timer = ms && setTimeout(resolve, ms);
    for (const type of ['load', 'error']) tag.addEventListener(type, () => resolve(clearTimeout(timer)), {once: true});
  });

/** `url` as Trusted Types want it; callers pass constants and a checked sandbox origin only. */
function trusted(url: string): string {
  const {trustedTypes} = window as {
    trustedTypes?: {createPolicy(name: string, rules: {createScriptURL(url: string): string}): typeof policy};
  };
  policy ??= trustedTypes?.createPolicy('bank-reconnect', {createScriptURL: address => address});
  return policy?.createScriptURL(url) ?? url;
}
