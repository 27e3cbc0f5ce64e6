/** Runs in a page: deletes what its origin and its window have stored. */
export function clearStorage(): void {
  localStorage.clear();
  sessionStorage.clear();
  window.name = '';
}
