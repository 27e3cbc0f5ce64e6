/** The maximum wait for a script tag of the page, in milliseconds. The tag may have failed before. */
const FOREIGN_TAG_TIMEOUT = 5_000;

const scripts = new Map<string, Promise<unknown>>();

let policy: {createScriptURL(url: string): string} | undefined;

/**
 * Loads a vendor's script once per URL and returns the global that it defines, or undefined after a failure. After a
 * failure the next call loads the script again. An existing script tag of the page for the same URL is reused.
 *
 * @param find returns the global if it has the expected shape; an element's id can create a global of the same name
 */
export function loadScript<T>(url: string, nonce: string, find: () => T | undefined): Promise<T | undefined> {
  // `load` rejects if the page forbids the Trusted Types policy. The result is that of a script that does not load.
  const script =
    (scripts.get(url) as Promise<T | undefined> | undefined) ?? load(url, nonce, find).catch(() => undefined);
  scripts.set(url, script);
  void script.then(found => {
    if (found === undefined) scripts.delete(url);
  });
  return script;
}

async function load<T>(url: string, nonce: string, find: () => T | undefined): Promise<T | undefined> {
  const foreign = [...document.scripts].find(({src}) => src === url);
  if (foreign && !find()) await settled(foreign, FOREIGN_TAG_TIMEOUT);
  if (find()) return find();
  const tag = Object.assign(document.createElement('script'), {nonce, src: trusted(url)});
  document.head.append(tag);
  await settled(tag);
  if (!find()) tag.remove();
  return find();
}

/** Resolves when a tag has loaded or failed, or after `ms` milliseconds. */
const settled = (tag: HTMLScriptElement, ms?: number): Promise<void> =>
  new Promise(resolve => {
    const timer = ms && setTimeout(resolve, ms);
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    for (const type of ['load', 'error']) tag.addEventListener(type, finish, {once: true});
  });

/** Converts `url` to a TrustedScriptURL. The engine has checked the URL's origin. */
function trusted(url: string): string {
  const {trustedTypes} = window as {
    trustedTypes?: {createPolicy(name: string, rules: {createScriptURL(url: string): string}): typeof policy};
  };
  policy ??= trustedTypes?.createPolicy('bank-reconnect', {createScriptURL: address => address});
  return policy?.createScriptURL(url) ?? url;
}
