import { byName } from '../desk/resolve.ts'
import { type Fields, unwrap } from './builders.ts'

/** A `plimsoll-params/1` document: a model's current set with a change. */
export function parametersOf(
  model: string,
  set: string,
  change: (parameters: Record<string, unknown>) => unknown,
): Fields {
  const [current] = unwrap(byName(model)).definition.sets
  const parameters = JSON.parse(JSON.stringify(current?.parameters)) as Record<string, unknown>
  return {
    format: 'plimsoll-params/1',
    model,
    set,
    provenance: 'assumed',
    source: 'a test',
    exceptions: [],
    parameters: change(parameters),
  }
}
