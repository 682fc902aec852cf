import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Step {
  readonly name: string
  /** A script below `node_modules` and its arguments; it runs on the Node that runs us. */
  readonly command: readonly [script: string, ...args: string[]]
}

export interface Outcome {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
}

/** Runs one step with its output shown. A failed step does not stop the ones after it: one run shows all there is to mend. */
export async function runStep({ name, command: [script, ...args] }: Step): Promise<Outcome> {
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve))
  return { name, passed: code === 0, seconds: (performance.now() - startedAt) / 1000 }
}
