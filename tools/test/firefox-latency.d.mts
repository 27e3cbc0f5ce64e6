export function withoutLatency<Result>(launch: () => Promise<Result>): Promise<Result>;
