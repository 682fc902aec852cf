import { asciiOf, type Terminal, terminalOf } from '../print/terminal.ts'

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
  return {
    terminal,
    plain,
    print: (text) => void process.stdout.write(`${plain(text)}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    note: (text) => void process.stderr.write(`${plain(text)}\n`),
  }
}

/** A reader that stops reading, such as `head`, is no error: what is left is not written. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}
