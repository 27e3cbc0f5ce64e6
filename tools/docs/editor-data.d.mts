export function editorData(manifest: unknown): Record<string, string>;
