/** What the element's own place gives a dialog; everything else that a dialog would inherit is reset. */
const INHERITED = [
  'font-family',
  'color-scheme',
  '--bank-reconnect-accent',
  '--bank-reconnect-on-accent',
  '--bank-reconnect-radius',
];

/**
 * Adds an empty element with a shadow root to the body. It shows a dialog whose own shadow root is in a hidden part of the
 * page, with the same style sheets, language and direction.
 */
export function createHolder({host, adoptedStyleSheets}: ShadowRoot): ShadowRoot {
  const style = getComputedStyle(host);
  const holder = document.createElement('div');
  holder.dir = style.direction;
  const lang = host.closest<HTMLElement>('[lang]')?.lang;
  if (lang) holder.lang = lang;
  holder.style.cssText = 'all:initial;display:contents';
  for (const name of INHERITED) holder.style.setProperty(name, style.getPropertyValue(name));
  const root = holder.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = [...adoptedStyleSheets];
  document.body.append(holder);
  return root;
}
