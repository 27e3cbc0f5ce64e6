import {RepairProblem} from '../problem.js';
import type {WebhookRequest} from './webhook.js';

/**
 * Parses the body of a verified webhook.
 *
 * @throws {RepairProblem} `invalid-configuration` (400) when it is not JSON
 */
export function readJsonBody({body}: Pick<WebhookRequest, 'body'>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    throw new RepairProblem('invalid-configuration', {status: 400, detail: 'The body is not JSON.'});
  }
}
