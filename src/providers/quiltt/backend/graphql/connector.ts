/** An aggregator whose widget Quiltt can open by a pair of mutations. */
export interface Connector {
  /** In the names of its mutations and types: `connectorPlaidInitialize`, `ConnectorPlaidClose`. */
  readonly name: 'Plaid' | 'Mx';
  /** Whose widget opens. */
  readonly widget: 'plaid' | 'mx';
}

export const plaidConnector: Connector = {name: 'Plaid', widget: 'plaid'};
export const mxConnector: Connector = {name: 'Mx', widget: 'mx'};

/**
 * The pair for a connection's aggregator; for others the Connector itself repairs: Finicity and the mock bank have
 * mutations whose widgets are nobody's here, Akoya has none.
 */
export function connectorOf(aggregator: string): Connector | undefined {
  if (aggregator === 'PLAID') return plaidConnector;
  return aggregator === 'MX' ? mxConnector : undefined;
}
