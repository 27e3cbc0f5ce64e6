import type {Counts, Failure} from './counts.mjs';

export interface NodeJob {
  name: string;
  part: 'node';
  runner: 'node';
  files: readonly string[];
  needsBuild: boolean;
}

export interface RunOptions {
  env: NodeJS.ProcessEnv;
  limitMs?: number | undefined;
}

export function runJob(job: NodeJob, options: RunOptions): Promise<Counts & {flaky: Failure[]; output: string}>;
