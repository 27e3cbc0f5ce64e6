export function runJob(job: {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  limit: number;
}): Promise<{endedWell: boolean; timedOut: boolean; output: string}>;
