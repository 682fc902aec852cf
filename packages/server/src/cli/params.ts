import { type ModelDefinition, type ParameterSet, parameterChanges, venues } from '@plimsoll/core'
import { parameterChangesText } from '../print/parameter-changes-text.ts'
import { tableText } from '../print/table.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { setOfFile } from './params-file.ts'
import { oneOf } from './usage-error.ts'

interface JsonOption {
  readonly json?: true
}

/** `plimsoll params list`. */
export function runParamsList({ json }: JsonOption, output: Output): ExitCode {
  const rows = definitions().flatMap(({ name, mode, sets }) =>
    sets.map(({ set, provenance, source, exceptions }) => ({
      model: name,
      mode,
      set,
      provenance,
      source,
      exceptions: exceptions.length,
    })),
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
  { set: setName, json }: { readonly set?: string } & JsonOption,
  output: Output,
): ExitCode {
  const definition = definitionOf(modelName)
  const { set, provenance, source, exceptions, parameters } = setOf(definition, '--set', setName)
  const document = {
    format: 'plimsoll-params/1',
    model: definition.name,
    set,
    provenance,
    source,
    exceptions,
    parameters,
  }
  if (json) output.json(document)
  else output.print(JSON.stringify(document, null, 2))
  return exitCode.fine
}

/** `plimsoll params diff MODEL A B`: what two sets, built in or from files, differ in. */
export async function runParamsDiff(
  modelName: string,
  names: readonly [string, string],
  { json }: JsonOption,
  output: Output,
): Promise<ExitCode> {
  const definition = definitionOf(modelName)
  const [before, after] = [await setOrFile(definition, names[0]), await setOrFile(definition, names[1])]
  const changes = parameterChanges(before, after)
  if (json)
    output.json({
      format: 'plimsoll-params-diff/1',
      model: definition.name,
      before: headOf(before),
      after: headOf(after),
      changes,
    })
  else output.print(parameterChangesText(definition.name, { before, after, changes }))
  return exitCode.fine
}

type SetHead = Omit<ParameterSet<unknown>, 'parameters'>

function headOf({ set, provenance, source, exceptions }: ParameterSet<unknown>): SetHead {
  return { set, provenance, source, exceptions }
}

async function setOrFile(definition: ModelDefinition, name: string): Promise<ParameterSet<unknown>> {
  return (await setOfFile(name, definition)) ?? setOf(definition, 'the set, when it names no file,', name)
}

function definitions(): readonly ModelDefinition[] {
  return venues().flatMap(({ models }) => models)
}

function definitionOf(modelName: string): ModelDefinition {
  const known = definitions()
  const names = known.map(({ name }) => name)
  const name = oneOf('the model', modelName, names)
  return known.find((model) => model.name === name) as ModelDefinition
}

/** The set of that name, the current one when none is given. */
function setOf({ sets }: ModelDefinition, what: string, name: string | undefined): ParameterSet<unknown> {
  const names = sets.map(({ set }) => set)
  const wanted = name === undefined ? names[0] : oneOf(what, name, names)
  return sets.find(({ set }) => set === wanted) as ParameterSet<unknown>
}
