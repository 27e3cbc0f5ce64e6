import type {RepairEventMap} from 'bank-reconnect';
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'bank-reconnect': {'onrepair-confirmed'?: (event: RepairEventMap['repair-confirmed']) => void} & {
        [x: string]: unknown;
      };
    }
  }
}
