import 'bank-reconnect/svelte';
import {hydrate, mount} from 'svelte';
import {start} from '../start.js';
import Banks from './Banks.svelte';

start({
  mount: (target, props) => mount(Banks, {target, props}),
  hydrate: (target, props) => hydrate(Banks, {target, props}),
});
