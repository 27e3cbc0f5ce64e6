export function code(text: string): string;
export function table(head: string[], rows: string[][]): string;
export function fill(pages: Record<string, string>, sections: Record<string, string>): Record<string, string>;
