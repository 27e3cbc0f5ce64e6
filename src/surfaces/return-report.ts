/** The name of the broadcast channel and of the key in local storage over which the return page reports. */
export const RETURN_CHANNEL = 'bank-reconnect-return';

/** The return page's report that the person is back. */
export interface ReturnReport {
  readonly type: typeof RETURN_CHANNEL;
  readonly repairId: string;
}

/** Whether received data is the report of a repair. */
export function isReportOf(repairId: string, data: unknown): boolean {
  const {type, repairId: reported} = Object(data) as Partial<ReturnReport>;
  return type === RETURN_CHANNEL && reported === repairId;
}
