import {createApp} from 'vue';
import {fetchOverview} from './backend';
import Banks from './Banks.vue';

const overview = await fetchOverview();
createApp(Banks, {...overview}).mount('#app');
