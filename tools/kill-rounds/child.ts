// A server that is going to be killed: opens the journal, says where it is, and has every writer submit without end.
import { writeSync } from 'node:fs'
import { engineRules } from '../../packages/core/src/index.ts'
import { SqliteJournal } from '../../packages/server/src/journal/sqlite-journal.ts'
import { openRuntime, type Runtime } from '../../packages/server/src/runtime/runtime.ts'
import { lossyJournal } from '../../packages/server/src/testkit/lossy-journal.ts'
import { commandOf, keyOf, snapshotEvery, windowMax, writers } from './plan.ts'

const [path = '', kind = '', ...starts] = process.argv.slice(2)

/** A line that the other side has, whatever becomes of us. */
function say(line: string): void {
  for (let rest = Buffer.from(`${line}\n`); rest.length > 0; )
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
}

async function write(runtime: Runtime, writer: string, from: number): Promise<void> {
  let next = from
  const one = async (): Promise<void> => {
    for (;;) {
      const i = next
      next += 1
      const answer = await runtime.submit({ command: commandOf(writer, i), key: keyOf(writer, i) })
      if (!answer.isTaken) throw new Error(`${answer.code}: ${answer.message}`)
      say(`ack ${writer} ${i} ${answer.sequence}`)
    }
  }
  await Promise.all(Array.from({ length: windowMax }, one))
}

const file = await SqliteJournal.open(path)
const journal = kind === 'lossy' ? await lossyJournal(file) : file
const runtime = await openRuntime({ journal, rules: engineRules(), snapshotEvery })
say(`ready ${runtime.state.core.sequence} ${runtime.stateHash()}`)
await Promise.all(writers.map((writer, i) => write(runtime, writer, Number(starts[i] ?? 0))))
