import type {Plugin} from 'rollup';

export function retryImports(): Plugin;
