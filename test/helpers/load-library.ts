/** Adds the classic script of a library in `node_modules` to the page, as a host does. Resolves with its global. */
export async function loadLibrary<T>(path: string, name: string): Promise<T> {
  const script = Object.assign(document.createElement('script'), {src: `/node_modules/${path}`});
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  return Reflect.get(window, name) as T;
}
