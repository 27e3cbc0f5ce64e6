import {BankReconnect} from 'bank-reconnect/react';
import {listConnections} from '../../lib/connections';
import {sandbox} from '../../lib/sandbox';

export const dynamic = 'force-dynamic';

/**
 * A server component. It passes data only: `headers` may be an object, and functions are for client components. The data is
 * printed into the page, so a real application keeps its session in a cookie, and passes no secret.
 */
export default function Page() {
  return (
    <>
      <h1>Your banks</h1>
      {listConnections('ada').map(({id, provider, institutionName}) => (
        <BankReconnect
          key={id}
          connectionId={id}
          provider={provider}
          institutionName={institutionName}
          tokenUrl="/api/bank/token/"
          completeUrl="/api/bank/complete/"
          statusUrl="/api/bank/status/"
          sandboxUrl={sandbox.url}
          headers={{authorization: 'Bearer session-of-ada'}}
        >
          Reconnect {institutionName}
        </BankReconnect>
      ))}
    </>
  );
}
