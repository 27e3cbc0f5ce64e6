// Before Svelte renders: it sets a property of a tag that is defined, and else an attribute.
import 'bank-reconnect/svelte';
import {mount} from 'svelte';
import {fetchOverview} from './backend';
import Banks from './Banks.svelte';

const overview = await fetchOverview();
mount(Banks, {target: document.querySelector('#app')!, props: overview});
