// Registers the providers of this package, once for all entries that a host imports.
import {registerProvider} from './providers/find-provider.js';
import {providers} from './providers/registry.js';

for (const [name, entry] of Object.entries(providers)) registerProvider(name, entry);
