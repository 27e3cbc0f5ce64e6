import {createElement} from 'react';
import {createRoot, hydrateRoot} from 'react-dom/client';
import {start} from '../start.js';
import {Banks} from './Banks.js';

start({
  mount: (target, overview) => createRoot(target).render(createElement(Banks, overview)),
  hydrate: (target, overview) => hydrateRoot(target, createElement(Banks, overview)),
});
