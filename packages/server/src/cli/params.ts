import { type ModelDefinition, venues } from '@plimsoll/core'
import { tableText } from '../print/table.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { oneOf } from './usage-error.ts'

/** `plimsoll params list`. */
export function runParamsList({ json }: { readonly json?: true }, output: Output): ExitCode {
  const rows = definitions().flatMap(({ name, mode, sets }) =>
    sets.map(({ set, provenance, source }) => ({ model: name, mode, set, provenance, source })),
  )
  if (json) output.json({ sets: rows })
  else
    output.print(
      tableText(
        [{ head: 'model' }, { head: 'set' }, { head: 'provenance' }, { head: 'source' }],
        rows.map((row) => [row.model, row.set, row.provenance, row.source]),
      ),
    )
  return exitCode.fine
}

/** `plimsoll params show MODEL`: a document that `--params` reads back. */
export function runParamsShow(
  modelName: string,
  { set: setName }: { readonly set?: string },
  output: Output,
): ExitCode {
  const known = definitions()
  const name = oneOf(
    'the model',
    modelName,
    known.map((model) => model.name),
  )
  const sets = known.find((model) => model.name === name)?.sets ?? []
  const wanted =
    setName === undefined
      ? sets[0]?.set
      : oneOf(
          '--set',
          setName,
          sets.map(({ set }) => set),
        )
  const found = sets.find(({ set }) => set === wanted)
  if (found !== undefined) {
    const { set, provenance, source, exceptions, parameters } = found
    output.print(
      JSON.stringify(
        { format: 'plimsoll-params/1', model: name, set, provenance, source, exceptions, parameters },
        null,
        2,
      ),
    )
  }
  return exitCode.fine
}

function definitions(): readonly ModelDefinition[] {
  return venues().flatMap(({ models }) => models)
}
