import { type Refusal, refusal } from './refusal.ts'

/** Changes of rules that may wait for their instant at once. */
export const scheduledMax = 1000

/** Parameter sets of one's own that an engine keeps. */
export const setsMax = 1000

/** Disclosures that an account has accepted. */
export const disclosuresMax = 1000

/** Times an account may change its mode: its record is kept whole. */
export const modeStretchesMax = 10_000

/** Names in one table of a command: the prices of a whole venue, several times over. */
export const namesMax = 20_000

/** Why one more of something is too many; undefined while there is room. */
export function limitRefusal(path: string, name: string, size: number, most: number): Refusal | undefined {
  if (size < most) return undefined
  return refusal('limit.reached', path, `${name} must be at most ${most}, are ${size}`, { facts: { most } })
}
