import { assumedSource, assumedTables, type PositionTables } from '../../margin/assumed-tables.ts'
import type { ParameterSet } from '../../margin/model.ts'

/** The set in force when none is named. */
export const genericDefault: ParameterSet<PositionTables> = {
  set: 'default',
  provenance: 'assumed',
  source: assumedSource,
  exceptions: [],
  parameters: assumedTables,
}
