export class WebDriverError extends Error {
  readonly code: string;
}

export interface Session {
  capabilities: object;
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
  quit(): Promise<unknown>;
}

export function openSession(base: string, capabilities: object, limit?: number): Promise<Session>;
