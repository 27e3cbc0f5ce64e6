/**
 * Adopts a style sheet in a document or a shadow root. Returns a function that removes it. The DOMs of test environments
 * have no constructed style sheets and no layout, so nothing is adopted there.
 */
export function adoptStyles(root: DocumentOrShadowRoot, text: string): () => void {
  if (!('adoptedStyleSheets' in root) || !('replaceSync' in CSSStyleSheet.prototype)) return () => undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets.push(sheet);
  return () => (root.adoptedStyleSheets = root.adoptedStyleSheets.filter(other => other !== sheet));
}
