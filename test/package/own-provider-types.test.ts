import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {typeErrors} from '../helpers/type-check.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples', 'own-provider');

it("the example of a host's own provider passes the type check with the published types", () => {
  // Virtual files in the root, where the package's name resolves to its exports.
  const names = ['health', 'widget', 'register', 'backend', 'stand-in', 'contract.test'].map(name => `${name}.js`);
  const files = Object.fromEntries(names.map(name => [join(root, name), readFileSync(join(example, name), 'utf8')]));
  const options = {
    allowJs: true,
    checkJs: true,
    noImplicitAny: false,
    noPropertyAccessFromIndexSignature: false,
    exactOptionalPropertyTypes: false,
    types: ['node'],
  };
  assert.equal(typeErrors(files, options), '');
  const mistake = files[join(root, 'widget.js')]!.replace("reason: 'cancelled'", "reason: 'canceled'");
  assert.match(typeErrors({...files, [join(root, 'widget.js')]: mistake}, options), /widget\.js.*canceled/s);
});
