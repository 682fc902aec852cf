import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playEngineDemo } from '../demo/engine-demo.ts'
import { engineDemoText } from '../print/engine-demo-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

interface EngineDemoOptions {
  readonly keep?: string
  readonly json?: true
}

/** `plimsoll engine demo`: from a fresh journal through a kill to a verified end. */
export async function runEngineDemo({ keep, json }: EngineDemoOptions, output: Output): Promise<ExitCode> {
  if (keep !== undefined && existsSync(keep)) throw new UsageError(`--keep must name a new file, ${keep} is there`)
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-engine-'))
  try {
    const demo = await playEngineDemo(keep ?? join(folder, 'demo.journal'))
    if (json) output.json({ format: 'plimsoll-engine-demo/1', ...demo })
    else output.print(engineDemoText(demo, output.terminal, keep))
    const { problem, told, replayed, lawsBroken } = demo.verified
    const isSound = problem === null && told.hash === replayed.hash && lawsBroken.length === 0 && demo.kill.doneOnce
    return isSound && demo.kill.before.hash === demo.kill.replayed.hash ? exitCode.fine : exitCode.bug
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
