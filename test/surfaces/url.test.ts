import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isLoopback, toUrl} from '../../src/surfaces/url.js';
import {toWidgetUrl} from '../../src/surfaces/widget-url.js';

for (const [address, expected] of [
  ['http://localhost:4174', true],
  ['http://127.0.0.1:4174/x', true],
  ['https://127.8.9.1', true],
  ['http://[::1]:80', true],
  ['http://meld.localhost:1', true],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['http://192.168.0.1', false],
  ['ftp://localhost', false],
  ['blob:http://localhost/1', false],
  ['not a url', false],
] as const) {
  test(`isLoopback returns ${expected} for ${address}`, () => assert.equal(isLoopback(toUrl(address)), expected));
}

for (const [address, more, expected] of [
  ['https://institution-connect-sb.meld.io/?connectToken=x', {}, true],
  ['https://meld.io/', {}, true],
  ['http://institution-connect-sb.meld.io/', {}, false],
  ['https://evilmeld.io/', {}, false],
  ['https://meld.io.evil.example/', {}, false],
  ['https://evil.example/?x=.meld.io', {}, false],
  ['javascript:alert(1)//meld.io', {}, false],
  ['data:text/html,x', {}, false],
  ['', {}, false],
  ['/relative', {}, false],
  ['https://widget.example/', {widgetOrigins: ['https://widget.example']}, true],
  ['http://widget.example/', {widgetOrigins: ['http://widget.example']}, false],
  ['https://widget.example:444/', {widgetOrigins: ['https://widget.example']}, false],
  ['https://widget.example/', {widgetOrigins: ['https://widget.example.com']}, false],
  ['http://127.0.0.1:4177/', {}, false],
  ['http://127.0.0.1:4177/', {widgetOrigins: ['http://127.0.0.1:4177']}, false],
  ['https://localhost:4177/', {widgetOrigins: ['https://localhost:4177']}, false],
  ['http://127.0.0.1:4177/', {sandboxOrigin: 'http://127.0.0.1:4174'}, true],
  ['http://evil.example/', {sandboxOrigin: 'http://127.0.0.1:4174'}, false],
] as const) {
  test(`toWidgetUrl ${expected ? 'accepts' : 'refuses'} "${address}" with ${JSON.stringify(more)}`, () => {
    const {widgetOrigins, sandboxOrigin} = more as {widgetOrigins?: string[]; sandboxOrigin?: string};
    const url = toWidgetUrl(address, 'meld.io', {sandboxOrigin, origins: [], widgetOrigins});
    assert.equal(url?.href, expected ? new URL(address).href : undefined);
  });
}

for (const [address, domain, expected] of [
  ['https://widget.vendor.example/', undefined, true],
  ['https://widget.vendor.example:444/', undefined, false],
  ['http://widget.vendor.example/', undefined, false],
  ['https://vendor.example/', undefined, false],
  ['https://any.undefined/', undefined, false],
  ['https://any.example/', '', false],
  ['https://any.meld.io/', 'meld.io', true],
  ['https://widget.vendor.example/', 'meld.io', true],
] as const) {
  test(`toWidgetUrl ${expected ? 'accepts' : 'refuses'} "${address}" with listed origins and the domain ${domain}`, () => {
    const url = toWidgetUrl(address, domain, {sandboxOrigin: undefined, origins: ['https://widget.vendor.example']});
    assert.equal(url?.href, expected ? address : undefined);
  });
}
