import type {ProviderEntry} from '../providers/provider.js';
import type {Attempt} from './attempt.js';
import type {Answer} from './backend-client.js';
import {checkSettings, providerEntry} from './configuration.js';
import {requestToken} from './request-token.js';
import {lifeOf} from './run-attempt.js';

/** Has the browser connect to where the provider's widget comes from, before anything is asked of it. */
export function connectEarly({origins}: ProviderEntry): void {
  for (const href of origins) {
    if (document.head.querySelector(`link[rel=preconnect][href="${href}"]`)) continue;
    document.head.append(Object.assign(document.createElement('link'), {rel: 'preconnect', href}));
  }
}

/** Fetches the token of an attempt that has not begun, and notes how long it is good for. */
export async function prefetch(attempt: Attempt): Promise<Answer> {
  checkSettings(attempt.settings, providerEntry(attempt.provider));
  const answer = await requestToken(attempt);
  attempt.receivedAt = Date.now();
  // The shortest life that a token has when the answer does not tell, and a minute less than that.
  attempt.deadline = attempt.receivedAt + ((lifeOf(answer) || 1800) - 60) * 1000;
  return answer;
}
