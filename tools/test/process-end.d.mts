export function atProcessEnd(callback: () => unknown): void;
