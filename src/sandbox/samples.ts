import {standIns} from './registry.js';
import type {World} from './world.js';

/** An initial connection of the sandbox, with what a host needs to repair it with the backend kit. */
export interface SandboxConnection {
  /** The provider's name, for instance `meld`. */
  provider: string;
  /** The provider's name in text, for instance `Meld`. */
  title: string;
  /** The vendor's id of the connection. */
  id: string;
  institutionName: string;
  /** The current status. At first the connection is broken. */
  status: string;
  statusReason: string | null;
  /** Whether the status is the vendor's status of a working connection. */
  healthy: boolean;
  /** The options of the kit's function with the provider's name: the sandbox's credentials, and `baseUrl`. */
  options: Readonly<Record<string, string>>;
  /** What `findConnection` returns for the connection. */
  connection: Readonly<Record<string, string>>;
}

/** One connection of each vendor. A connection that was deleted is left out. */
export function sampleConnections(world: World): SandboxConnection[] {
  return standIns.flatMap(({name, title, healthyStatus, sample}) => {
    const standIn = world.standIn(name);
    const connection = standIn.connections.find(sample.id);
    if (!connection) return [];
    const {id, institution, status, statusReason} = connection;
    return {
      provider: name,
      title,
      id,
      institutionName: institution.name,
      status,
      statusReason,
      healthy: status === healthyStatus,
      options: {...sample.options, baseUrl: world.origins[name] ?? ''},
      connection: sample.record(standIn.details(connection)),
    };
  });
}
