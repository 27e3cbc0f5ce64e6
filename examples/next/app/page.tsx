import {listConnections} from '../lib/connections';
import {sandbox} from '../lib/sandbox';
import {Banks} from './banks';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <Banks connections={listConnections()} sandboxUrl={sandbox.url} />;
}
