// The tag itself, without the component.
import {createApp} from 'vue';
import {fetchOverview} from './backend';
import TagBanks from './TagBanks.vue';

const overview = await fetchOverview();
createApp(TagBanks, {...overview}).mount('#app');

// The script may load after the page is shown, because `.prop` sets a property in any case.
await import('bank-reconnect');
