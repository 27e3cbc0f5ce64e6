import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {fetchOverview} from './backend';
import {Banks} from './Banks';

const overview = await fetchOverview();
createRoot(document.querySelector('#app')!).render(
  <StrictMode>
    <Banks {...overview} />
  </StrictMode>,
);
