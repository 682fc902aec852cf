import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandOutcome {
  readonly output: string
  readonly exitCode: number
}

/** Runs `npx plimsoll …` as a process of its own, in the repository's folder. Words are parted by spaces; "…" holds them together. */
function runPlimsoll(command: string): Promise<CommandOutcome> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const [npx, plimsoll, ...given] = words
  if (npx !== 'npx' || plimsoll !== 'plimsoll') throw new Error(`a command must begin with npx plimsoll, is ${command}`)
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['packages/server/bin/plimsoll.mjs', ...given],
      // Not the terminal's but the pages' characters: without a UTF-8 locale the command line falls back to ASCII.
      { cwd: root, maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1' } },
      (_error, output, notes) => {
        const { exitCode } = child
        if (exitCode === null || exitCode > 1) reject(new Error(`${command} ended with ${exitCode}: ${notes}`))
        else resolve({ output, exitCode })
      },
    )
  })
}

/** Outcome of each command, two at a time. */
export async function runAll(commands: readonly string[]): Promise<ReadonlyMap<string, CommandOutcome>> {
  const outcomes = new Map<string, CommandOutcome>()
  const waiting = [...new Set(commands)]
  async function work(): Promise<void> {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift())
      outcomes.set(command, await runPlimsoll(command))
  }
  await Promise.all([work(), work()])
  return outcomes
}
