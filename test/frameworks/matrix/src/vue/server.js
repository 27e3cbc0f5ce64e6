import {createSSRApp} from 'vue';
import {renderToString} from 'vue/server-renderer';
import {Banks} from './Banks.js';

export const render = overview => renderToString(createSSRApp(Banks, overview));
