import {createElement} from 'react';
import {renderToString} from 'react-dom/server';
import {Banks} from './Banks.js';

export const render = overview => renderToString(createElement(Banks, overview));
