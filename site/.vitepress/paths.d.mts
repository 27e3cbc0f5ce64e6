export const root: string;
export const pages: string[];
export function sitePath(page: string): string;
export function siteLink(page: string, href: string): {href?: string; file?: string};
