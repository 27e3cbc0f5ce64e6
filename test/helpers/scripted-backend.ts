/** The answer to one request. See the middleware of the same name. */
export interface ScriptedAnswer {
  status?: number;
  body?: unknown;
  type?: string;
  delay?: number;
  location?: string;
  header?: string[];
  hang?: boolean;
  drop?: boolean;
  cut?: boolean;
  drip?: number;
  padding?: number;
}

export interface JournalEntry {
  method: string;
  headers: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
  aborted: boolean;
}

type Kind = 'token' | 'complete' | 'status';

/** A host's backend over real HTTP. */
export interface ScriptedBackend {
  /** The attributes with the URLs of the scripted routes. */
  attributes: Record<string, string>;
  journal(kind: Kind): Promise<JournalEntry[]>;
}

/** Creates a backend. Each route returns its answers in turn and repeats the last. */
export async function scriptedBackend(
  routes: Partial<Record<Kind, ScriptedAnswer | ScriptedAnswer[]>>,
): Promise<ScriptedBackend> {
  const run = crypto.randomUUID();
  const attributes: Record<string, string> = {};
  for (const [kind, answers] of Object.entries(routes)) {
    const id = `${run}-${kind}`;
    await fetch(`/scripted-sequence/${id}`, {method: 'PUT', body: JSON.stringify([answers].flat())});
    attributes[`${kind}-url`] = `/scripted?sequence=${id}&journal=${id}`;
  }
  return {
    attributes,
    journal: async kind => (await (await fetch(`/scripted-journal/${run}-${kind}`)).json()) as JournalEntry[],
  };
}
