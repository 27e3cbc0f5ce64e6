import {html} from 'hono/html';
import {bankModes} from '../banks/bank.js';
import {repairOutcomes} from '../connections.js';
import {standIns} from '../registry.js';
import type {World} from '../world.js';
import {describeConnections, type ConnectionDescription} from './describe.js';

type Html = ReturnType<typeof html>;

/** The option that stands for the reason null. */
export const noReason = 'none';

export function connectionsSection(world: World): Html {
  return html`
    <section aria-labelledby="connections-heading">
      <h2 id="connections-heading">Connections</h2>
      <ul class="connections">
        ${describeConnections(world).map(connection => connectionCard(world, connection))}
      </ul>
    </section>
  `;
}

function connectionCard(world: World, connection: ConnectionDescription): Html {
  const {provider, id, institution, status, statusReason, environment, updatedAt} = connection;
  const definition = standIns.find(({name}) => name === provider);
  const statuses = definition?.statuses ?? {};
  const standIn = world.standIn(provider);
  const known = standIn.connections.find(id);
  return html`
    <li class="card" data-connection="${provider}/${id}" data-reasons="${JSON.stringify(statuses)}">
      <div class="card-head">
        <div>
          <h3>${institution.name}</h3>
          <p class="sub">${definition?.title} · ${environment}</p>
        </div>
        <p class="badge" data-badge ${connection.healthy ? 'data-healthy' : ''}>
          <span data-field="status">${status}</span>
        </p>
      </div>
      <div class="fields">
        ${select(id, 'status', 'Status', Object.keys(statuses), status)}
        ${select(id, 'statusReason', 'Reason', reasonsOf(statuses[status]), statusReason ?? noReason)}
        ${select(id, 'bank', 'Bank', bankModes, connection.bank)}
        ${select(id, 'repairOutcome', 'Outcome of a repair', repairOutcomes, connection.repairOutcome)}
      </div>
      <dl class="facts">
        <div>
          <dt>Id</dt>
          <dd><code>${id}</code></dd>
        </div>
        ${Object.entries(known ? standIn.details(known) : {}).map(
          ([name, value]) =>
            html`<div>
              <dt>${asLabel(name)}</dt>
              <dd><code>${value}</code></dd>
            </div>`,
        )}
        <div>
          <dt>Updated</dt>
          <dd><time data-field="updatedAt" datetime="${updatedAt}">${updatedAt}</time></dd>
        </div>
      </dl>
    </li>
  `;
}

/** A property name as a label: `accessToken` becomes "Access token". */
function asLabel(name: string): string {
  const spaced = name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The reasons to choose from. Having none is always allowed. */
function reasonsOf(reasons: readonly (string | null)[] = []): string[] {
  return [...new Set([...reasons, null])].map(reason => reason ?? noReason);
}

function select(id: string, field: string, label: string, values: readonly string[], current: string): Html {
  return html`
    <div class="field">
      <label for="${id}-${field}">${label}</label>
      <select id="${id}-${field}" data-change="${field}">
        ${values.map(value => html`<option value="${value}" ${value === current ? 'selected' : ''}>${value}</option>`)}
      </select>
    </div>
  `;
}
