import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/plimsoll.mjs', import.meta.url))

/** The root of the repository, where commands of the documentation are run. */
export const root: string = fileURLToPath(new URL('../../../..', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the real command in a process of its own. */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  const { NO_COLOR: _a, FORCE_COLOR: _b, ...rest } = process.env
  return spawn(process.execPath, [bin, ...args], { cwd: root, env: { ...rest, LC_ALL: 'C.UTF-8', ...env } })
}

/** Runs the real command to its end. */
export async function runCli(args: readonly string[], { stdin = '', env = {} }: RunOptions = {}): Promise<Finished> {
  const child = startCli(args, env)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  // A command that refuses early does not read its input to the end.
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr }
}
