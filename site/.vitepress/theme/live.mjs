// What a page learns from `site/serve.ts`, which serves it together with the sandbox.
import manifest from '../../../custom-elements.json';

/** The names of the element's events. */
export const eventNames = manifest.modules
  .flatMap(({declarations}) => declarations)
  .flatMap(({events = []}) => events)
  .map(({name}) => name);

/** The sandbox and its connections now. Undefined on a server without a sandbox, which does not mark its pages. */
export async function findSandbox() {
  const address = document.querySelector('meta[name=sandbox]')?.getAttribute('content');
  return address ? await (await fetch(address)).json() : undefined;
}

/** Loads the element from the same server. */
export const loadElement = () => import(/* @vite-ignore */ new URL('/element/bank-reconnect.js', location.href).href);
