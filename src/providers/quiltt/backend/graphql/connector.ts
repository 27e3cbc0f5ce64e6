/** An aggregator whose widget Quiltt can open by a pair of mutations. */
export interface Connector {
  /** Its name in mutations and types: `connectorPlaidInitialize`, `ConnectorPlaidClose`. */
  readonly name: 'Plaid' | 'Mx';
  /** The widget to open. */
  readonly widget: 'plaid' | 'mx';
}

export const plaidConnector: Connector = {name: 'Plaid', widget: 'plaid'};
export const mxConnector: Connector = {name: 'Mx', widget: 'mx'};

/**
 * The connector for a connection's aggregator. Returns undefined if no supported widget exists: the kit does not open the
 * widgets of Finicity and the mock bank, and Akoya has no mutations. Quiltt's Connector repairs these connections.
 */
export function connectorOf(aggregator: string): Connector | undefined {
  if (aggregator === 'PLAID') return plaidConnector;
  return aggregator === 'MX' ? mxConnector : undefined;
}
