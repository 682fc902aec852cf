import { printableLines } from '../print/printable.ts'
import { asciiOf, type Terminal, terminalOf } from '../print/terminal.ts'
import { exitCode } from './exit-code.ts'

/** Where a command writes: results on stdout, notes on stderr. */
export interface Output {
  readonly terminal: Terminal
  /** A result in words. */
  readonly print: (text: string) => void
  /** A result as JSON: one object on one line, the very one that the library returns. */
  readonly json: (value: unknown) => void
  /** Something to know beside the result. */
  readonly note: (text: string) => void
  /** Text as the receiving stream can show it. */
  readonly plain: (text: string) => string
}

export function processOutput({ color }: { readonly color: boolean }): Output {
  const terminal = terminalOf(process.stdout, process.env, { platform: process.platform, color })
  const plain = (text: string): string => (terminal.unicode ? text : asciiOf(text))
  const lines = (text: string, colours: boolean): string => `${plain(printableLines(text, { colours }))}\n`
  return {
    terminal,
    plain,
    print: (text) => void process.stdout.write(lines(text, terminal.colours)),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    note: (text) => void process.stderr.write(lines(text, false)),
  }
}

/**
 * A reader that stops reading, such as `head`, is no error: what is left is not written. Any other failure to write
 * the result ends the process at once, so that nobody takes the exit code for a verdict on half a result.
 */
export function watchStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.stderr.write(`plimsoll: cannot write the result: ${reasonOf(error)}\n`)
    process.exit(exitCode.bug)
  })
  // Notes stand beside the result; where they cannot be written there is nobody to tell.
  process.stderr.on('error', () => undefined)
}

/** `no space left on device` of `ENOSPC: no space left on device, write`. */
function reasonOf({ message }: Error): string {
  return /^[A-Z]\w*: (?<words>.*), \w+$/.exec(message)?.groups?.['words'] ?? message
}
