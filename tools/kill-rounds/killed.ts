import { spawn } from 'node:child_process'

/** What a child said before it was killed. */
export interface Said {
  /** Sequence and hash of the state it recovered; undefined when it was killed before. */
  readonly ready: { readonly sequence: number; readonly hash: string } | undefined
  readonly acks: readonly { readonly writer: string; readonly i: number; readonly sequence: number }[]
  /** What it complained of: nothing, unless something is wrong. */
  readonly complaint: string
}

/** When the kill comes: so long after the start, or when it has acknowledged so many and a moment more. */
export type KillAt =
  | { readonly after: 'start'; readonly ms: number }
  | { readonly after: 'acks'; readonly count: number; readonly ms: number }

/** Runs a child, kills it with SIGKILL, and gives what it had said. */
export function runAndKill(script: string, args: readonly string[], kill: KillAt): Promise<Said> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args])
  let [text, complaint, lines] = ['', '', 0]
  const killSoon = (): unknown => setTimeout(() => child.kill('SIGKILL'), kill.ms)
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    const before = lines
    lines += part.split('\n').length - 1
    // The first line says that it is ready, each after it is an acknowledgement.
    if (kill.after === 'acks' && before <= kill.count && lines > kill.count) killSoon()
  })
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    complaint += part
  })
  if (kill.after === 'start') killSoon()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve({ ...parsed(text), complaint }))
  })
}

/** The last line may be cut short: then it was not said. */
function parsed(text: string): Pick<Said, 'ready' | 'acks'> {
  const rows = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .map((line) => line.split(' '))
  const [, sequence, hash = ''] = rows.find(([word]) => word === 'ready') ?? []
  return {
    ready: sequence === undefined ? undefined : { sequence: Number(sequence), hash },
    acks: rows
      .filter(([word]) => word === 'ack')
      .map(([, writer = '', i, at]) => ({ writer, i: Number(i), sequence: Number(at) })),
  }
}
