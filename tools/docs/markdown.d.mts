export function code(text: string): string;
export function table(head: string[], rows: string[][]): string;
export function fill(page: string, sections: Record<string, string>): string;
