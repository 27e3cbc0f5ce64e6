import {render as renderComponent} from 'svelte/server';
import Banks from './Banks.svelte';

export const render = props => renderComponent(Banks, {props}).body;
