import {listConnections} from '../lib/connections';
import {sandbox} from '../lib/sandbox';
import {Banks} from './banks';

export const dynamic = 'force-dynamic';

// The person of this example. A real application takes it from the session.
export default function Page() {
  return <Banks connections={listConnections('ada')} sandboxUrl={sandbox.url} />;
}
