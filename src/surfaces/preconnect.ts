/** Makes the browser connect to origins early, once per page and origin. */
export function preconnect(origins: readonly string[]): void {
  for (const href of origins) {
    if (document.head.querySelector(`link[rel=preconnect][href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement('link'), {rel: 'preconnect', href}));
  }
}
