import {createApp, createSSRApp, version} from 'vue';
import {start} from '../start.js';
import {Banks} from './Banks.js';

start({
  version,
  mount: (target, overview) => createApp(Banks, overview).mount(target),
  hydrate: (target, overview) => createSSRApp(Banks, overview).mount(target),
});
