import { parseInstant } from '@plimsoll/core'
import { type ImportedAccount, importPayloads } from '../import/payloads.ts'
import { InputError } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import { readText, type Source } from '../input/read-text.ts'
import { UsageError } from './usage-error.ts'

interface PayloadOptions {
  readonly venue?: string | undefined
  readonly market: string | undefined
  readonly at: string | undefined
}

/** Reads the files of a venue's API. @throws InputError, UsageError for an instant that is none. */
export async function loadPayloads(
  paths: readonly string[],
  { venue, market, at }: PayloadOptions,
): Promise<ImportedAccount> {
  const instant = at === undefined ? undefined : instantOf(at)
  const sources: Source[] = []
  for (const path of paths) sources.push(await readText(path))
  const base = market === undefined ? undefined : await documentOf(market)
  return importPayloads(sources, { venue, at: instant, market: base })
}

function instantOf(text: string): number {
  if (text === 'now') return Date.now()
  const parsed = parseInstant(text)
  if (parsed !== null) return parsed
  throw new UsageError(`--at must be an instant such as 2026-01-31T12:00:00Z, or now, is ${text}`)
}

async function documentOf(path: string): Promise<unknown> {
  const { name, text } = await readText(path)
  const document = parseJson(text, name)
  if (!document.ok) throw new InputError(document.problems)
  return document.value
}
