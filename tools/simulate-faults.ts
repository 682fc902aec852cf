// Runs the simulation from a seed on: node --conditions=development tools/simulate-faults.ts SEED [COUNT]
import { simulate } from '../packages/server/src/testkit/simulation/simulation.ts'

const [first = '1', count = '1'] = process.argv.slice(2)
const totals = new Map<string, number>()
const began = performance.now()
for (let i = 0; i < Number(count); i += 1) {
  const seed = String(Number(first) + i)
  try {
    const { hash, commands, crashes, steps, counts } = await simulate({ seed })
    console.info(`${seed}: ${hash.slice(0, 16)}, ${commands} commands, ${crashes} crashes, ${steps} steps`)
    for (const [name, count] of counts) totals.set(name, (totals.get(name) ?? 0) + count)
  } catch (error) {
    process.exitCode = 1
    console.error(`${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}
console.info(
  [...totals]
    .sort()
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
)
console.info(`${Math.round((performance.now() - began) / Number(count))} ms a seed`)
