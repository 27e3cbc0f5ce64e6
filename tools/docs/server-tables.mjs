// The documentation's tables of the backend kit and of the sandbox, from their options.
import {bankModeNotes, bankModes, bankUsers} from '../../src/sandbox/banks/bank.ts';
import {repairOutcomes} from '../../src/sandbox/connections.ts';
import {standIns} from '../../src/sandbox/registry.ts';
import {code, table} from './markdown.mjs';
import {membersOf, parse} from './source.mjs';

/** The members of interfaces in one file, required ones in bold. */
export function optionTable(path, names, title = 'Option') {
  const source = parse(path);
  return table(
    [title, 'Type', 'Meaning'],
    [names]
      .flat()
      .flatMap(name =>
        membersOf(source, name).map(({name: option, optional, type, doc}) => [
          optional ? code(option) : `**${code(option)}**`,
          code(type),
          doc,
        ]),
      ),
  );
}

/** The members of an interface that the host's code reads. */
function argumentTable(path, name) {
  return table(
    ['Field', 'Type', 'Meaning'],
    membersOf(parse(path), name).map(({name: field, readType, doc}) => [code(field), code(readType), doc]),
  );
}

const optionsOf = vendor => `src/providers/${vendor}/backend/options.ts`;

export const backendTables = () => ({
  'backend options': optionTable('src/backend/options.ts', 'RepairBackendOptions'),
  'completed repair': argumentTable('src/backend/options.ts', 'CompletedRepair'),
  'provider event': argumentTable('src/backend/options.ts', 'ProviderEvent'),
  'status change': argumentTable('src/backend/status/changes.ts', 'StatusChange'),
  'plaid connection': optionTable(optionsOf('plaid'), 'PlaidConnection', 'Field'),
  'plaid options': optionTable(optionsOf('plaid'), ['PlaidCredentials', 'PlaidOptions']),
  'mx connection': optionTable(optionsOf('mx'), 'MxConnection', 'Field'),
  'mx options': optionTable(optionsOf('mx'), 'MxOptions'),
  'meld connection': optionTable(optionsOf('meld'), 'MeldConnection', 'Field'),
  'meld options': optionTable(optionsOf('meld'), 'MeldOptions'),
  'quiltt connection': optionTable(optionsOf('quiltt'), 'QuilttConnection', 'Field'),
  'quiltt options': optionTable(optionsOf('quiltt'), 'QuilttOptions'),
  'quiltt connectors': optionTable(optionsOf('quiltt'), 'QuilttConnectorSettings'),
  'quiltt webhook': optionTable(optionsOf('quiltt'), 'QuilttWebhookOptions'),
});

export const sandboxTables = () => ({
  'sandbox options': optionTable('src/sandbox/start.ts', 'SandboxOptions'),
  'sandbox connection': optionTable('src/sandbox/samples.ts', 'SandboxConnection', 'Field'),
  credentials: table(
    ['Vendor', 'Credential', 'Value', 'Environment'],
    standIns.flatMap(({title, credentials, webhookSecret}) => [
      ...credentials.map(({label, value, environment = 'both'}) => [title, label, code(value), environment]),
      ...(webhookSecret === null ? [] : [[title, 'webhook secret', code(webhookSecret), 'both']]),
    ]),
  ),
  people: table(
    ['Username', 'Password', 'Code', 'The person'],
    bankUsers.map(user => [code(user.username), code(user.password), user.code ? code(user.code) : '', user.note]),
  ),
  banks: table(
    ['`bank`', ''],
    bankModes.map(mode => [code(mode), bankModeNotes[mode]]),
  ),
  outcomes: repairOutcomes.map(code).join(' or '),
  statuses: table(
    ['Vendor', '`status`', '`statusReason`'],
    standIns.flatMap(({title, statuses}) =>
      Object.entries(statuses).map(([status, reasons]) => [
        title,
        code(status),
        reasons.map(String).map(code).join(', '),
      ]),
    ),
  ),
  variants: table(
    ['Variant', 'Default', 'Values', 'Meaning'],
    standIns.flatMap(({name, variants}) =>
      Object.entries(variants).map(([variant, definition]) => [
        code(`${name}.${variant}`),
        code(JSON.stringify(definition.default)),
        valuesOf(definition),
        definition.description,
      ]),
    ),
  ),
});

function valuesOf({default: initial, choices, max}) {
  if (choices) return choices.map(choice => code(JSON.stringify(choice))).join(', ');
  if (typeof initial === 'boolean') return '`true`, `false`';
  return typeof initial === 'number' ? `0 to ${max}` : 'a list of texts';
}
