import { existsSync } from 'node:fs'
import { type ModelDefinition, type ParameterSet, parseParameters } from '@plimsoll/core'
import { InputError, inFile } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import { readText } from '../input/read-text.ts'

/** Whether a word on the command line names a file of parameters rather than a built-in set. */
export function isParamsFile(setOrFile: string): boolean {
  return setOrFile === '-' || /[/\\]|\.json$/.test(setOrFile) || existsSync(setOrFile)
}

/** The document in a file, as JSON. @throws InputError. */
export async function paramsDocument(path: string): Promise<unknown> {
  const { name, text } = await readText(path)
  const document = parseJson(text, name)
  if (!document.ok) throw new InputError(document.problems)
  return document.value
}

/** The set a file holds, read by the model; undefined when the word names no file. @throws InputError with every problem. */
export async function setOfFile(
  setOrFile: string,
  { name, parse }: ModelDefinition,
): Promise<ParameterSet<unknown> | undefined> {
  if (!isParamsFile(setOrFile)) return undefined
  const document = parseParameters(await paramsDocument(setOrFile))
  if (!document.ok) throw new InputError(inFile(setOrFile, document.problems))
  const { model, set, provenance, source, exceptions, parameters } = document.value
  if (model.split('/')[0] !== name.split('/')[0]) {
    const message = `must be for ${name}, is for ${model}`
    throw new InputError([{ code: 'params.value', file: setOrFile, path: '/model', message }])
  }
  const parsed = parse(parameters)
  if (parsed.ok) return { set, provenance, source, exceptions, parameters: parsed.value }
  throw new InputError(
    inFile(
      setOrFile,
      parsed.problems.map((found) => ({ ...found, path: `/parameters${found.path}` })),
    ),
  )
}
