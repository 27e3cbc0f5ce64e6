import {html} from 'hono/html';
import {standIns} from '../registry.js';
import type {VariantDefinition, VariantValue} from '../variants.js';
import type {World} from '../world.js';

type Html = ReturnType<typeof html>;

export function variantsSection(world: World): Html {
  return html`
    <section aria-labelledby="variants-heading">
      <h2 id="variants-heading">Variants</h2>
      <p class="intro">Behaviour that vendors do not document, or that differs between their environments.</p>
      <div class="columns">
        ${standIns.map(
          ({name, title, variants}) => html`
            <div class="card">
              <h3>${title}</h3>
              ${Object.entries(variants).map(([variant, definition]) =>
                variantRow(name, variant, definition, world.variants.of(name)[variant] ?? definition.default),
              )}
            </div>
          `,
        )}
      </div>
    </section>
  `;
}

function variantRow(vendor: string, variant: string, definition: VariantDefinition, value: VariantValue): Html {
  const id = `${vendor}-${variant}`;
  return html`
    <div class="variant">
      <div class="variant-text">
        <label for="${id}"><code>${variant}</code></label>
        <p id="${id}-note">${definition.description}</p>
      </div>
      ${control(id, `${vendor}.${variant}`, definition, value)}
    </div>
  `;
}

function control(id: string, name: string, {choices, max}: VariantDefinition, value: VariantValue): Html {
  const note = `${id}-note`;
  if (typeof value === 'boolean') {
    return html`<input
      type="checkbox"
      class="switch"
      role="switch"
      id="${id}"
      data-variant="${name}"
      aria-describedby="${note}"
      ${value ? 'checked' : ''}
    />`;
  }
  if (typeof value === 'number') {
    return html`<input
      type="number"
      id="${id}"
      data-variant="${name}"
      aria-describedby="${note}"
      min="0"
      max="${max ?? ''}"
      step="any"
      value="${value}"
    />`;
  }
  if (choices) {
    return html`<select id="${id}" data-variant="${name}" aria-describedby="${note}">
      ${choices.map(choice => html`<option value="${choice}" ${choice === value ? 'selected' : ''}>${choice}</option>`)}
    </select>`;
  }
  const lines = typeof value === 'string' ? value : value.join('\n');
  return html`<textarea
    id="${id}"
    data-variant="${name}"
    data-list
    aria-describedby="${note}"
    rows="3"
    spellcheck="false"
  >
${lines}</textarea>`;
}
