export interface RedisServer {
  path: string;
  version: string;
}

export function ensureRedis(options?: {
  env?: NodeJS.ProcessEnv;
  installers?: {isPossible(): boolean; install(): Promise<void>}[];
}): Promise<RedisServer>;
