// The tutorial "Write a provider": the files of its example, and what the contract suite asks for.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {optionTable} from './server-tables.mjs';

const EXAMPLE = 'examples/own-provider';
/** Shown as a whole. */
const FILES = ['health.js', 'widget.js', 'register.js', 'backend.js', 'contract.test.js'];

const read = file => readFileSync(join(EXAMPLE, file), 'utf8');
const block = code => `\`\`\`js\n${code.trim()}\n\`\`\``;

/** The statement that declares a constant. @throws {Error} when it has been renamed */
function declarationIn(file, name) {
  const [statement] = new RegExp(`^const ${name} = [^]+?^\\S*;$`, 'm').exec(read(file)) ?? [];
  if (!statement) throw new Error(`${file} has no ${name}: has it been renamed? Then tools/docs has to know`);
  return statement;
}

export const ownProviderSections = () => ({
  ...Object.fromEntries(FILES.map(file => [`${EXAMPLE}/${file}`, block(read(file))])),
  [`${EXAMPLE}/host.js`]: block(declarationIn('host.js', 'backend')),
  'provider contract': optionTable('src/testing/contract.ts', 'ProviderContract', 'Member'),
  'contract stand-in': optionTable('src/testing/contract.ts', 'ContractStandIn', 'Member'),
  'contract options': optionTable('src/testing/describe-provider-contract.ts', 'ContractOptions'),
});
