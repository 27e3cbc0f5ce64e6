import type {LaunchOptions} from 'playwright';

export const isFullMatrix: boolean;
export function testLaunchOptions(
  engine: string,
  launchOptions: LaunchOptions,
  matrix?: {isFull?: boolean},
): LaunchOptions;
