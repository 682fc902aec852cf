// The arrows of docs/ARCHITECTURE.md as rules. tools/arrows.test.ts shows that each of them fires.

const core = '^packages/core/src/'
const tests = '\\.(test|test-d)\\.tsx?$'
/** What does not ship: tests, the builders and the tables that tests use. */
const unshipped = `${tests}|${core}(testkit|num/testkit|pricing/testkit)/|^packages/server/src/testkit/|/testdata/`

/** Which folders of the library each folder may import, besides itself. */
const arrows = {
  num: [],
  market: ['num'],
  pricing: ['num', 'market'],
  scenario: ['num', 'market', 'pricing'],
  document: ['num', 'market'],
  margin: ['num', 'market', 'pricing', 'scenario', 'document'],
  venues: ['num', 'market', 'pricing', 'scenario', 'margin', 'document'],
  account: ['num', 'market', 'pricing', 'scenario', 'margin'],
  ledger: ['num', 'market'],
  study: ['num', 'market', 'pricing', 'scenario', 'margin', 'venues', 'account'],
  desk: ['num', 'market', 'pricing', 'scenario', 'margin', 'document', 'venues', 'account', 'study', 'engine'],
  engine: ['num', 'market', 'pricing', 'scenario', 'document', 'margin', 'account', 'ledger'],
}

const folderRules = Object.entries(arrows).map(([folder, allowed]) => ({
  name: `core-${folder}`,
  comment: `${folder} may import ${['itself', ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `${core}${folder}/`, pathNot: tests },
  to: { path: core, pathNot: `${core}(${[folder, ...allowed].join('|')})/` },
}))

const coreRules = [
  {
    name: 'core-unknown-folder',
    comment: 'A new folder of the library needs its arrows above.',
    severity: 'error',
    from: {},
    to: { path: core, pathNot: `${core}((${Object.keys(arrows).join('|')}|testkit)/|index\\.ts$)` },
  },
  {
    name: 'core-one-venue',
    comment: 'A rule that two venues share moves to margin/.',
    severity: 'error',
    from: { path: `${core}venues/([^/]+)/`, pathNot: tests },
    to: { path: `${core}venues/[^/]+/`, pathNot: `${core}venues/$1/` },
  },
  {
    name: 'core-decimal-doors',
    comment: 'Below pricing a number is exact or it is not; only layers that turn one into the other use the doors.',
    severity: 'error',
    from: { path: `${core}(num|market|scenario|ledger)/`, pathNot: tests },
    to: { path: `${core}num/crossing\\.ts$` },
  },
  {
    name: 'core-no-platform',
    comment: 'The library runs in a browser too: no Node API.',
    severity: 'error',
    from: { path: core, pathNot: unshipped },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-npm',
    comment: 'From npm the library takes zod; big.js is the oracle of tests.',
    severity: 'error',
    from: { path: core, pathNot: unshipped },
    to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
  },
  {
    name: 'core-testkit-in-tests',
    comment: 'Test builders do not ship.',
    severity: 'error',
    from: { pathNot: unshipped },
    to: { path: `${core}(testkit|num/testkit|pricing/testkit)/` },
  },
  {
    name: 'core-alone',
    comment: 'The library knows no other package.',
    severity: 'error',
    from: { path: core },
    to: { path: '^packages/(server|dashboard)/' },
  },
]

const packageRules = [
  {
    name: 'core-door',
    comment: 'Other packages see what the library exports.',
    severity: 'error',
    from: { path: '^packages/(server|dashboard)/' },
    to: { path: '^packages/core/', pathNot: `${core}index\\.ts$` },
  },
  {
    name: 'core-door-by-name',
    comment: 'The library is imported as @plimsoll/core, not by a path.',
    severity: 'error',
    from: { path: '^packages/(server|dashboard)/' },
    to: { path: '^packages/core/', dependencyTypes: ['local'] },
  },
  {
    name: 'server-dashboard-apart',
    comment: 'They talk over HTTP.',
    severity: 'error',
    from: { path: '^packages/(server|dashboard)/src/' },
    to: { path: '^packages/(server|dashboard)/', pathNot: '^packages/$1/' },
  },
  {
    name: 'connectors-apart',
    comment: 'A connector turns a feed into events; who runs it and who serves it is not its business.',
    severity: 'error',
    from: { path: '^packages/server/src/connectors/' },
    to: { path: '^packages/server/src/(runtime|http)/' },
  },
  {
    name: 'dashboard-no-platform',
    comment: 'The page runs in a browser.',
    severity: 'error',
    from: { path: '^packages/dashboard/src/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
]

const generalRules = [
  {
    name: 'no-cycles',
    comment: 'What needs each other is one thing.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved',
    comment: 'An import that leads nowhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  ...[
    { name: 'core', entry: `${core}index\\.ts$` },
    { name: 'server', entry: '^packages/server/src/cli/main\\.ts$' },
    { name: 'dashboard', entry: '^packages/dashboard/src/main\\.tsx$' },
  ].map(({ name, entry }) => ({
    name: `${name}-reachable`,
    comment: 'A file that nothing leads to is deleted.',
    severity: 'error',
    from: { path: entry },
    to: { reachable: false, path: `^packages/${name}/src/`, pathNot: `${unshipped}|\\.d\\.ts$` },
  })),
]

export default {
  forbidden: [...folderRules, ...coreRules, ...packageRules, ...generalRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    // Imports of types are arrows too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['development', 'import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
}
