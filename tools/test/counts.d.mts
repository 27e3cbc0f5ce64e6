export interface Failure {
  file: string;
  name: string;
  detail: string;
}

export interface Counts {
  passed: number;
  failed: number;
  failures: Failure[];
}

export const COUNTS_VARIABLE: string;
export function addCounts(counts: Counts): void;
export function readCounts(path: string): Counts;
