import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderCompletion, ProviderContext, ProviderMemory, ProviderStatus} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {MxApi} from './api.js';
import {readMember} from './member.js';
import type {MxConnection} from './options.js';

/** Maximum milliseconds between the token and the completion of a repair. */
const repairLimit = 24 * 60 * 60 * 1000;

/** Stores a member's institution, because a repair at an OAuth bank may replace the member. */
export async function rememberInstitution(
  {userGuid, memberGuid}: MxConnection,
  {institution}: ProviderStatus,
  memory: ProviderMemory,
): Promise<void> {
  if (institution?.id !== undefined) {
    await memory.set(memoryKey(userGuid, memberGuid), institution.id, Date.now() + repairLimit);
  }
}

/**
 * Reads the repaired member. The widget's result may contain another member than the connection's. Because the browser could
 * forge it, it is only accepted if it belongs to the same user and the same institution at MX. Otherwise the connection's
 * own member is read.
 */
export async function readRepairedMember<Connection extends MxConnection>(
  call: MxApi<Connection>,
  connection: Connection,
  result: unknown,
  context: ProviderContext,
): Promise<ProviderCompletion> {
  const {memberGuid} = connection;
  const claimed = claimedMember(result);
  if (claimed === undefined || claimed === memberGuid) {
    return await readMember(call, connection, memberGuid, context);
  }
  // The old member may be deleted by now; its institution was stored with the token.
  const old = await unlessMissing(readMember(call, connection, memberGuid, context));
  const institution = old?.institution?.id ?? (await rememberedInstitution(connection, context.memory));
  const found = await unlessMissing(readMember(call, connection, claimed, context));
  if (found && institution !== undefined && found.institution?.id === institution) {
    return {...found, providerConnectionId: claimed};
  }
  context.log.warn('The result has another member, which MX does not confirm.');
  if (old) return old;
  throw new RepairProblem('connection-not-found', {
    note: 'The member does not exist, and no replacement could be confirmed.',
  });
}

/** The member guid in the widget's result. */
function claimedMember(result: unknown): string | undefined {
  if (!isObject(result)) return undefined;
  const metadata = isObject(result['metadata']) ? result['metadata'] : {};
  const guid = metadata['member_guid'] ?? result['member_guid'] ?? result['memberGuid'];
  return typeof guid === 'string' && /^[\w-]{1,80}$/.test(guid) ? guid : undefined;
}

async function rememberedInstitution(
  {userGuid, memberGuid}: MxConnection,
  memory: ProviderMemory,
): Promise<string | undefined> {
  return await memory.get<string>(memoryKey(userGuid, memberGuid));
}

function memoryKey(userGuid: string, memberGuid: string): string {
  return `institution:${encodeURIComponent(userGuid)}:${encodeURIComponent(memberGuid)}`;
}

async function unlessMissing(reading: Promise<ProviderStatus>): Promise<ProviderStatus | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RepairProblem && error.code === 'connection-not-found') return undefined;
    throw error;
  }
}
