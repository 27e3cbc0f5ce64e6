import type {TestContext} from 'node:test';
import {createRepairBackend} from '../../../src/backend/index.js';
import type {PlaidConnection, PlaidOptions, StatusChange} from '../../../src/backend/index.js';
import {plaidConnection, recordingLogger, startVendor} from '../../backend/support.js';
import type {SeenRequest, VendorReply} from '../../backend/support.js';
import {plaidKey, plaidWebhook} from '../../backend/webhook-support.js';
import type {PlaidDelivery, PlaidKey} from '../../backend/webhook-support.js';
import {plaidAt} from './plaid-at.js';

export const seconds = () => Math.floor(Date.now() / 1000);
const healthy = {item: {item_id: 'item_7', error: null}, request_id: 'req_1'};
export const loginRequired = {error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED', error_code_reason: null};

/** Creates a backend whose Plaid has these keys. */
export async function setUp(
  t: TestContext,
  {
    keys = [plaidKey()],
    options = {},
    found = false,
    onStatusChange = () => undefined,
  }: {
    keys?: PlaidKey[];
    options?: Partial<PlaidOptions>;
    /** Whether the host implements `findByProviderId`. */
    found?: boolean;
    /** Called before a change is recorded. */
    onStatusChange?: () => void;
  } = {},
) {
  const reply = ({path, body}: SeenRequest): VendorReply => {
    if (path !== '/webhook_verification_key/get') return {body: healthy};
    const key = keys.find(({id}) => id === (body as {key_id: string}).key_id);
    if (key) return {body: {key: key.jwk, request_id: 'req_1'}};
    return {status: 400, body: {error_type: 'INVALID_INPUT', error_code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'}};
  };
  const vendor = await startVendor(t, reply);
  const changes: StatusChange<PlaidConnection>[] = [];
  const logger = recordingLogger();
  const backend = createRepairBackend({
    providers: [plaidAt(vendor.url, options)],
    findConnection: () => plaidConnection,
    ...(found && {
      findByProviderId: ({providerConnectionId}) => (providerConnectionId === 'item_7' ? plaidConnection : null),
    }),
    statusInterval: 0,
    onStatusChange(change) {
      onStatusChange();
      changes.push(change);
    },
    logger,
  });
  const send = async (request: Request | Promise<Request>) => (await backend.fetch(await request)).status;
  const [key = plaidKey()] = keys;
  /** Sends an ITEM webhook with a valid signature. */
  const item = (code: string, more: object = {}, delivery: Partial<PlaidDelivery> = {}) =>
    send(
      plaidWebhook({key, body: {webhook_type: 'ITEM', webhook_code: code, item_id: 'item_7', ...more}, ...delivery}),
    );
  const keyReads = () => vendor.seen.filter(({path}) => path === '/webhook_verification_key/get').length;
  const states = () => changes.map(({status, statusReason, health}) => [status, statusReason, health]);
  return {vendor, reply, backend, send, item, key, changes, states, keyReads, logger};
}
