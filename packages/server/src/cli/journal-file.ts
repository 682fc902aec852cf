import { engine } from '@plimsoll/core'
import { InputError } from '../input/input-problem.ts'
import { JournalError } from '../journal/journal.ts'
import { type JournalReader, openReader } from '../journal/journal-reader.ts'
import { type Progress, startProgress } from './progress.ts'
import { UsageError } from './usage-error.ts'

const stepCommands = 1000

/** Does something with a journal that is not written to; what is wrong with it is told like any wrong file. */
export async function withJournal<T>(path: string, use: (reader: JournalReader) => T | Promise<T>): Promise<T> {
  let reader: JournalReader | undefined
  try {
    reader = openReader(path, engine.engineVersion)
    return await use(reader)
  } catch (error) {
    throw error instanceof JournalError ? asInputError(path, error) : error
  } finally {
    reader?.close()
  }
}

export function asInputError(path: string, { code, message, sequence }: JournalError): InputError {
  const place = sequence === undefined ? '' : `command ${sequence}`
  return new InputError([{ code, file: path, path: place, message }])
}

/** A whole number of at least `least` that an option was given. */
export function sequenceOption(name: string, text: string, least = 0): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least) return value
  throw new UsageError(`${name} must be a whole number from ${least}, is ${text}`)
}

/** A bar for commands that are gone through, told of each of them. */
export function commandProgress(what: string, count: number): Progress {
  const bar = startProgress(`thousand commands ${what}`, Math.ceil(count / stepCommands))
  let commands = 0
  return {
    step: () => {
      commands += 1
      if (commands % stepCommands === 0) bar.step()
    },
    stop: bar.stop,
  }
}
