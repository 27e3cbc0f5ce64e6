// The tag itself, without the component. The script has to be imported before React renders.
import 'bank-reconnect';
import {createRoot} from 'react-dom/client';
import {fetchOverview} from './backend';
import {TagBanks} from './TagBanks';

const overview = await fetchOverview();
createRoot(document.querySelector('#app')!).render(<TagBanks {...overview} />);
