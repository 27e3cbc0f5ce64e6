// The layers of src, checked by `npm run lint`. A file imports from its own layer or a lower one, types included, and nothing
// imports in a circle.

/** Shared by the element and the backend kit: types, plain lists and pure data. */
const SHARED = [
  {name: 'contract', path: ['^src/contract\\.ts$']},
  {name: 'health', path: ['^src/health/', '^src/providers/[^/]+/health\\.ts$']},
];

/** The layers of each part of src, the lowest first. */
const PARTS = {
  browser: [
    ...SHARED,
    {name: 'surfaces', path: ['^src/surfaces/']},
    {name: 'provider interface', path: ['^src/providers/(provider|find-provider|check-entry)\\.ts$']},
    {name: 'parts of widgets', path: ['^src/providers/[^/]+/widget/']},
    {name: 'widgets', path: ['^src/providers/[^/]+/widget\\.ts$']},
    {name: 'repair', path: ['^src/repair/']},
    {name: 'return page', path: ['^src/return-page/']},
    {name: 'element', path: ['^src/element/']},
    {
      name: 'index',
      path: [
        '^src/(index|classic-script|describe-connection|register-providers)\\.ts$',
        '^src/providers/registry\\.ts$',
      ],
    },
    {name: 'frameworks', path: ['^src/frameworks/']},
  ],
  backend: [
    ...SHARED,
    {
      name: 'what providers use',
      path: [
        '^src/backend/(answer-error|base-url|base64|claimed-accounts|configuration-error|host-answer|institution)\\.ts$',
        '^src/backend/(logger|origin-check|problem|provider|provider-context|request-body|request-fields)\\.ts$',
        '^src/backend/(route-path|setting|vendor-call|widget-needed)\\.ts$',
        '^src/backend/webhooks/(webhook|verify|json-body)\\.ts$',
      ],
    },
    {name: 'parts of backends', path: ['^src/providers/[^/]+/backend/']},
    {name: 'backends', path: ['^src/providers/[^/]+/backend\\.ts$']},
    {name: 'store', path: ['^src/backend/store/']},
    {name: 'status', path: ['^src/backend/status/']},
    {name: 'kit', path: ['^src/backend/(options|connection-lookup|kit)\\.ts$']},
    {name: 'routes', path: ['^src/backend/routes/', '^src/backend/webhooks/(apply-event|receive)\\.ts$']},
    {name: 'index', path: ['^src/backend/(create-repair-backend|describe-connection|index|node)\\.ts$']},
  ],
  sandbox: [
    {name: 'basics', path: ['^src/sandbox/(clock|json|layout|listen|not-allowed-error|webhook-delivery)\\.ts$']},
    {name: 'http', path: ['^src/sandbox/(http|variants)\\.ts$']},
    {name: 'faults, webhooks and banks', path: ['^src/sandbox/(faults|webhooks)\\.ts$', '^src/sandbox/banks/']},
    {name: 'connections', path: ['^src/sandbox/connections\\.ts$']},
    {name: 'stand-in', path: ['^src/sandbox/stand-in\\.ts$']},
    {name: 'parts of stand-ins', path: ['^src/providers/[^/]+/sandbox/']},
    {name: 'stand-ins', path: ['^src/providers/[^/]+/sandbox\\.ts$']},
    {name: 'world', path: ['^src/sandbox/(registry|world)\\.ts$']},
    {name: 'control', path: ['^src/sandbox/control/']},
    {name: 'start', path: ['^src/sandbox/(samples|start)\\.ts$']},
    {name: 'index', path: ['^src/sandbox/(guide|index)\\.ts$']},
  ],
  cli: [
    {name: 'basics', path: ['^src/cli/(command|tag)\\.ts$']},
    {name: 'commands', path: ['^src/cli/(demo|sandbox)/']},
    {name: 'program', path: ['^src/cli/(bin|run)\\.ts$']},
  ],
  testing: [
    ...SHARED,
    {name: 'driver', path: ['^src/testing/driver/']},
    {name: 'page and person', path: ['^src/testing/(element-page|person|widget-actions)\\.ts$']},
    {name: 'contract', path: ['^src/testing/(contract|with-fixture)\\.ts$']},
    {name: 'host', path: ['^src/testing/(host|host-page)\\.ts$']},
    {name: 'suites', path: ['^src/testing/suites/']},
    {name: 'index', path: ['^src/testing/(describe-contract|describe-provider-contract|index)\\.ts$']},
  ],
};

/** The files of other parts that a part may import, because it runs them. */
const PUBLIC = {
  cli: ['^src/backend/(index|node)\\.ts$', '^src/sandbox/(guide|index)\\.ts$'],
  testing: ['^src/backend/(index|node)\\.ts$'],
};

const pathsOf = layers => layers.flatMap(({path}) => path);

/** No layer imports from one above it. */
const upwardImports = Object.entries(PARTS).flatMap(([part, layers]) =>
  layers.slice(0, -1).map(({name, path}, index) => ({
    name: `${part}: ${name} imports upwards`,
    severity: 'error',
    from: {path},
    to: {path: pathsOf(layers.slice(index + 1))},
  })),
);

/** Shared files import only shared files. */
const sharedImports = {
  name: 'what parts share imports a part',
  severity: 'error',
  from: {path: pathsOf(SHARED)},
  to: {path: '^src/', pathNot: pathsOf(SHARED)},
};

/**
 * No part imports another, except for what it runs. A stand-in therefore shares no code with the element and the backend
 * kit.
 */
const foreignImports = Object.entries(PARTS).map(([part, layers]) => ({
  name: `${part} imports another part`,
  severity: 'error',
  from: {path: pathsOf(layers.filter(layer => !SHARED.includes(layer)))},
  to: {path: '^src/', pathNot: [...pathsOf(layers), ...(PUBLIC[part] ?? []), '\\.(css|js|svg)$']},
}));

const VENDOR = '^src/providers/[^/]+/';

/** The files that import all vendors. */
const REGISTRIES = ['^src/(providers|sandbox)/registry\\.ts$', '^src/backend/(index|describe-connection)\\.ts$'];

const vendorImports = [
  {
    name: 'an import of a vendor outside the registries',
    severity: 'error',
    from: {pathNot: [VENDOR, ...REGISTRIES]},
    to: {path: VENDOR},
  },
  {
    name: 'a vendor imports another',
    severity: 'error',
    // Quiltt's stand-in contains the stand-ins of the aggregators whose widgets Quiltt uses.
    from: {path: '^src/providers/([^/]+)/', pathNot: '^src/providers/quiltt/sandbox/upstream/'},
    to: {path: VENDOR, pathNot: '^src/providers/$1/'},
  },
];

const packageImports = {
  name: 'browser imports a package other than lit’s reactive element',
  severity: 'error',
  from: {path: pathsOf(PARTS.browser), pathNot: ['^src/frameworks/']},
  to: {pathNot: ['^src/', '^node_modules/@lit/reactive-element/']},
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {name: 'circle', severity: 'error', from: {}, to: {circular: true}},
    ...upwardImports,
    ...foreignImports,
    sharedImports,
    ...vendorImports,
    packageImports,
    {
      name: 'a file without a layer',
      severity: 'error',
      from: {path: '^src/.*\\.ts$', pathNot: Object.values(PARTS).flatMap(pathsOf)},
      to: {},
    },
    {
      name: 'an import of a file without a layer',
      severity: 'error',
      from: {},
      to: {path: '^src/.*\\.ts$', pathNot: Object.values(PARTS).flatMap(pathsOf)},
    },
    // The sandbox's pages import files from the sandbox's server.
    {name: 'unresolved', severity: 'error', from: {}, to: {couldNotResolve: true, pathNot: '^/assets/'}},
  ],
  options: {
    // Imports of types count.
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default']},
  },
};
