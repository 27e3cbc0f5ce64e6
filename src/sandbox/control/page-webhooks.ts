import {html} from 'hono/html';
import {faultStatuses, type Fault} from '../faults.js';
import {standIns} from '../registry.js';
import type {World} from '../world.js';

type Html = ReturnType<typeof html>;

export function webhooksSection(world: World): Html {
  return html`
    <section aria-labelledby="webhooks-heading">
      <h2 id="webhooks-heading">Webhooks and failures</h2>
      <p class="intro">Webhooks are signed and retried by each vendor’s rules and sent to these URLs.</p>
      <div class="columns">
        <div class="stack">${destinationsCard(world)} ${faultsCard(world)}</div>
        ${deliveriesCard()}
      </div>
    </section>
  `;
}

function destinationsCard({webhooks}: World): Html {
  const destinations = webhooks.destinations();
  return html`
    <div class="card">
      <h3>Webhook URLs</h3>
      ${standIns.map(({name, title}) => destinationRow(name, title, destinations[name] ?? {url: null, secret: null}))}
    </div>
  `;
}

function destinationRow(
  vendor: string,
  title: string,
  {url, secret}: {readonly url: string | null; readonly secret: string | null},
): Html {
  return html`
    <div class="destination">
      <label for="webhook-${vendor}">${title}</label>
      <input
        type="url"
        id="webhook-${vendor}"
        data-webhook="${vendor}"
        placeholder="http://localhost:4173/api/bank/webhooks/${vendor}"
        value="${url ?? ''}"
        spellcheck="false"
        autocomplete="off"
      />
      <p class="sub">
        ${
          secret === null
            ? 'Signed with a key from the vendor’s API.'
            : html`Secret <code data-secret="${vendor}">${secret}</code>`
        }
      </p>
      <button
        type="button"
        data-rotate="${vendor}"
        aria-label="Rotate the ${secret === null ? 'key' : 'secret'} of ${title}"
      >
        Rotate
      </button>
    </div>
  `;
}

function faultsCard({faults}: World): Html {
  const present = faults.all();
  return html`
    <div class="card">
      <h3>API failures</h3>
      <p class="sub">The status that a vendor’s API answers with. Its widget keeps working.</p>
      ${standIns.map(({name, title}) => faultRow(name, title, present[name] ?? null))}
    </div>
  `;
}

function faultRow(vendor: string, title: string, fault: Fault | null): Html {
  return html`
    <div class="fault" role="group" aria-label="${title}" data-fault="${vendor}">
      <div class="field">
        <label for="fault-${vendor}">${title}</label>
        <select id="fault-${vendor}" data-fault-field="status">
          <option value="">works</option>
          ${faultStatuses.map(
            status => html`<option value="${status}" ${fault?.status === status ? 'selected' : ''}>${status}</option>`,
          )}
        </select>
      </div>
      ${numberField(vendor, 'retryAfter', 'Retry-After', 0, fault?.retryAfter)}
      ${numberField(vendor, 'times', 'Times', 1, fault?.times)}
    </div>
  `;
}

function numberField(vendor: string, field: string, label: string, least: number, value?: number | null): Html {
  const id = `fault-${vendor}-${field}`;
  return html`
    <div class="field">
      <label for="${id}">${label}</label>
      <input
        type="number"
        id="${id}"
        data-fault-field="${field}"
        min="${least}"
        step="1"
        value="${value ?? ''}"
        placeholder="${field === 'times' ? 'always' : 'seconds'}"
      />
    </div>
  `;
}

/** The page's script fills the list. */
function deliveriesCard(): Html {
  return html`
    <div class="card latest">
      <h3>Latest deliveries</h3>
      <p class="sub" data-no-deliveries>None yet. A change of a connection’s status sends one.</p>
      <ol class="deliveries" data-deliveries></ol>
      <template data-delivery-template>
        <li class="delivery">
          <div>
            <code data-event></code>
            <p class="sub" data-summary></p>
          </div>
          <p class="badge" data-state></p>
          <button type="button" data-redeliver>Send again</button>
        </li>
      </template>
    </div>
  `;
}
