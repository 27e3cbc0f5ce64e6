// What the README says of the backend kit and of the sandbox, from their options and tables.
import {bankModeNotes, bankModes, bankUsers} from '../../src/sandbox/banks/bank.ts';
import {repairOutcomes} from '../../src/sandbox/connections.ts';
import {standIns} from '../../src/sandbox/registry.ts';
import {code, table} from './markdown.mjs';
import {membersOf, parse} from './source.mjs';

/** The members of an interface, required ones in bold. */
function optionTable(path, name, title = 'Option') {
  return table(
    [title, 'Type', 'Meaning'],
    membersOf(parse(path), name).map(({name: option, optional, type, doc}) => [
      optional ? code(option) : `**${code(option)}**`,
      code(type),
      doc,
    ]),
  );
}

export const backendTables = () => ({
  'backend options': optionTable('src/backend/options.ts', 'RepairBackendOptions'),
  'completed repair': optionTable('src/backend/options.ts', 'CompletedRepair', 'Field'),
  'plaid connection': optionTable('src/providers/plaid/backend/options.ts', 'PlaidConnection', 'Field'),
  'plaid options': optionTable('src/providers/plaid/backend/options.ts', 'PlaidOptions'),
  'meld connection': optionTable('src/providers/meld/backend/options.ts', 'MeldConnection', 'Field'),
  'meld options': optionTable('src/providers/meld/backend/options.ts', 'MeldOptions'),
});

export const sandboxTables = () => ({
  'sandbox options': optionTable('src/sandbox/start.ts', 'SandboxOptions'),
  credentials: table(
    ['Vendor', 'Credential', 'Value', 'Environment'],
    standIns.flatMap(({title, credentials}) =>
      credentials.map(({label, value, environment = 'both'}) => [title, label, code(value), environment]),
    ),
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
