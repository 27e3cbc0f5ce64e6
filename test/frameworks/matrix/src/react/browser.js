import {createElement} from 'react';
import {version} from 'react-dom';
import {createRoot, hydrateRoot} from 'react-dom/client';
import {start} from '../start.js';
import {Banks} from './Banks.js';

start({
  version,
  mount(target, overview) {
    const root = createRoot(target);
    root.render(createElement(Banks, overview));
    window.unmount = () => root.unmount();
  },
  hydrate: (target, overview) => hydrateRoot(target, createElement(Banks, overview)),
});
