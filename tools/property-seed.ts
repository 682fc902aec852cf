// Properties are tried on the same inputs every time, so that a change is what turns a run red. To try others:
//   PROPERTY_SEED=random npx vitest run packages/core
import fc from 'fast-check'

const asked = process.env['PROPERTY_SEED']
if (asked !== 'random') fc.configureGlobal({ seed: Number.parseInt(asked ?? '20261122', 10) })
