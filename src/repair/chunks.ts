/** What is loaded only when a repair gets that far; looked up by name, as the registry's lines are. */
export const chunks = {
  attempt: (retry: string) => import('./run-attempt.js'),
  aftermath: (retry: string) => import('./aftermath.js'),
};
