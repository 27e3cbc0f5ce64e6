import type {Counts, Failure} from './counts.mjs';

export interface Result extends Counts {
  flaky: Failure[];
  output: string;
}

export function runAsTest(test: {file: string; name: string}, action: () => Promise<unknown>): Promise<Result>;
