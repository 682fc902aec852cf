import { simulate } from './simulation.ts'

/** Runs some seeds; gives what came about in them, and throws with the seed of one that breaks a law. */
export async function keepsLaws(first: number, count: number): Promise<ReadonlySet<string>> {
  const happened = new Set<string>()
  for (let seed = first; seed < first + count; seed += 1) {
    const { counts } = await simulate({ seed: String(seed) }).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error })
    })
    for (const name of counts.keys()) happened.add(name)
  }
  return happened
}
