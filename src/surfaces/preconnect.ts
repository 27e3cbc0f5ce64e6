/** Adds a preconnect link for each origin, once per page. */
export function preconnect(origins: readonly string[]): void {
  for (const href of origins) {
    if (document.head.querySelector(`link[rel=preconnect][href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement('link'), {rel: 'preconnect', href}));
  }
}
