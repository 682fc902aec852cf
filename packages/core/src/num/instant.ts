/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number

/** Length of the year in which option time is counted, unless a venue says otherwise: 365 days. */
export const yearMs: number = 365 * 86_400_000

export const dayMs: number = 86_400_000

/** The last instant that ISO 8601 and the calendar of the language can write: 275760-09-13. */
export const instantMax: EpochMs = 8_640_000_000_000_000

const syntax = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/

/** Instant of an ISO 8601 UTC text such as `2024-01-08T11:19:41.000Z`; null when it is not one or not on the calendar. */
export function parseInstant(text: string): EpochMs | null {
  const match = syntax.exec(text)
  if (!match) return null
  const parts = match.slice(1, 7).map((digits) => Number.parseInt(digits, 10))
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const ms = Number.parseInt((match[7] ?? '0').padEnd(3, '0'), 10)
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  return formatInstant(at).startsWith(text.slice(0, 19)) ? at : null
}

/** ISO 8601 UTC with milliseconds. */
export function formatInstant(at: EpochMs): string {
  return new Date(at).toISOString()
}
