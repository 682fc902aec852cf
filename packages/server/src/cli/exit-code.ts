/** What the process ends with; part of the public interface. */
export const exitCode = {
  fine: 0,
  /** Computed, and a rule of `--fail-on` is breached, a vector disagrees, or a mode switch is refused. */
  breached: 1,
  usage: 2,
  notUnderstood: 3,
  dataMissing: 4,
  bug: 5,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
