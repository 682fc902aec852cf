import type { JournalError } from '../journal/journal.ts'
import { type RecordedHead, type Verification, verify } from '../journal/verify.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { asInputError, commandProgress, sequenceOption, withJournal } from './journal-file.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

interface VerifyOptions {
  readonly head?: string
  readonly json?: true
}

/** `plimsoll journal verify`: whether a journal is as it was written, and what is wrong first. */
export async function runJournalVerify(path: string, options: VerifyOptions, output: Output): Promise<ExitCode> {
  const recorded = options.head === undefined ? undefined : recordedHead(options.head)
  const found = await withJournal(path, (reader) => {
    const bar = commandProgress('verified', reader.rows.last().sequence)
    try {
      return verify(reader, { head: recorded, onRow: bar.step })
    } finally {
      bar.stop()
    }
  })
  return told(path, found, options, output)
}

function told(path: string, found: Verification, { json }: VerifyOptions, output: Output): ExitCode {
  const { problem, head, ...counts } = found
  if (json)
    output.json({
      format: 'plimsoll-journal-verification/1',
      file: path,
      sound: problem === undefined,
      head,
      ...counts,
      problem: problem === undefined ? null : problemJson(problem),
    })
  else output.print(verificationText(path, found))
  if (problem === undefined) return exitCode.fine
  if (json) return exitCode.notUnderstood
  throw asInputError(path, problem)
}

function problemJson({ code, sequence, message }: JournalError): object {
  return { code, sequence: sequence ?? null, message }
}

function verificationText(path: string, { head, keys, replies, snapshots, problem }: Verification): string {
  const sound = `${head.sequence} commands are as they were written`
  return [
    problem === undefined ? `${path}: ${sound}` : `${path}: the first ${sound}`,
    `head       ${head.sequence}:${head.hash}`,
    `with keys  ${keys}, with replies kept ${replies}`,
    `snapshots  ${snapshots}`,
  ].join('\n')
}

/** `SEQ` or `SEQ:HASH`. */
function recordedHead(text: string): RecordedHead {
  const { sequence = '', hash } = /^(?<sequence>\d+)(?::(?<hash>[0-9a-f]{64}))?$/.exec(text)?.groups ?? {}
  if (sequence === '') throw new UsageError(`--head must be SEQ or SEQ:HASH with 64 hexadecimal digits, is ${text}`)
  return { sequence: sequenceOption('--head', sequence), ...(hash === undefined ? {} : { hash }) }
}
