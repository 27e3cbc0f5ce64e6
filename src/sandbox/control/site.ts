import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {pageHeaders, serveAssets} from '../layout.js';
import type {World} from '../world.js';
import {controlPage} from './page.js';

const controlCss = readFileSync(new URL('./control.css', import.meta.url), 'utf8');
const cardsCss = readFileSync(new URL('./cards.css', import.meta.url), 'utf8');
const variantsCss = readFileSync(new URL('./variants.css', import.meta.url), 'utf8');
const webhooksCss = readFileSync(new URL('./webhooks.css', import.meta.url), 'utf8');
const callsScript = readFileSync(new URL('./calls.js', import.meta.url), 'utf8');
const webhooksScript = readFileSync(new URL('./webhooks.js', import.meta.url), 'utf8');
const controlScript = readFileSync(new URL('./control.js', import.meta.url), 'utf8');

/** The control page and its assets. */
export function controlSite(world: World): Hono {
  const app = new Hono();
  serveAssets(app, {
    'control.css': controlCss,
    'cards.css': cardsCss,
    'variants.css': variantsCss,
    'webhooks.css': webhooksCss,
    'control.js': controlScript,
    'calls.js': callsScript,
    'webhooks.js': webhooksScript,
  });
  app.get('/', c => c.html(controlPage(world), 200, pageHeaders("'none'")));
  return app;
}
