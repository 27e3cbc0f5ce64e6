export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  limitMs?: number;
}

export function runCommand(command: string, args: readonly string[], options?: CommandOptions): Promise<void>;
