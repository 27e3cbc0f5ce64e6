/**
 * Events that libraries dispatch before they copy the page, to show the copy when the person comes back: Turbo,
 * Turbolinks, Livewire, Alpine's navigation, htmx (each library's page on its events).
 */
const COPY_EVENTS = [
  'turbo:before-cache',
  'turbolinks:before-cache',
  'livewire:navigating',
  'alpine:navigating',
  'htmx:beforeHistorySave',
];

/**
 * Calls `handle` before a library copies the page. A node that is removed by then is not in the copy.
 *
 * @returns a function that stops listening
 */
export function beforePageCopies(handle: () => void): () => void {
  for (const type of COPY_EVENTS) document.addEventListener(type, handle);
  return () => {
    for (const type of COPY_EVENTS) document.removeEventListener(type, handle);
  };
}
