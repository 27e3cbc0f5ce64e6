import {expect} from '@open-wc/testing';
import {record} from './events.js';
import {create, shorten} from './fixture.js';
import {meldAttributes} from './meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from './scripted-backend.js';

/** Opens an element with these answers to its token requests. Returns the exit and the requests. */
export async function exitOf(token: ScriptedAnswer | ScriptedAnswer[], attributes: Record<string, string> = {}) {
  shorten({retry: 1, wait: 0.001});
  const backend = await scriptedBackend({token});
  const element = await create({...meldAttributes, ...backend.attributes, ...attributes});
  const events = record(element);
  const {type, detail} = await element.open();
  return {element, events, type, detail, requests: await backend.journal('token')};
}

/** The same for a repair that fails. Returns its error and the requests. */
export async function errorOf(token: ScriptedAnswer | ScriptedAnswer[], attributes: Record<string, string> = {}) {
  const {events, element, requests} = await exitOf(token, attributes);
  expect(events.exits()).to.have.length(1);
  const {error} = events.one('exited-errored');
  expect(element.error?.code).to.equal(error.code);
  expect(element.state).to.equal('idle');
  return {...error, error, requests};
}
