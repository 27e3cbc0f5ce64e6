/** Calls the sandbox's control API and returns the answer's JSON. */
export type ControlSandbox = (method: string, path: string, body?: object) => Promise<unknown>;

/** Returns a function that calls the control API of a sandbox. It throws an error with the answer if a call is refused. */
export const controlOf =
  (sandboxUrl: string): ControlSandbox =>
  async (method, path, body) => {
    const response = await fetch(`${sandboxUrl}/control${path}`, {
      method,
      ...(body && {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as unknown;
  };
