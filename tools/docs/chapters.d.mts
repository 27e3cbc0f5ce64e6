export interface Group {
  readonly title: string;
  readonly pages: readonly string[];
}
export const groups: readonly Group[];
export function findPages(folder: string, pattern?: RegExp): string[];
export function anchorOf(heading: string): string;
export function readChapter(path: string): {title: string; summary: string};
