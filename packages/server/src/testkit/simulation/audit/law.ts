/** What must be true after every command. */
export type Law =
  /** Postings of an entry sum to zero in every asset, in whole units. */
  | 'balanced'
  /** Every balance is the sum of its postings. */
  | 'ledger'
  /** Positions are what the trades left, and cost what was not realised: equity follows from the events. */
  | 'equity'
  | 'rounding'
  | 'orders'
  | 'funding'
  | 'prices'
  /** Nobody is liquidated above the maintenance line. */
  | 'line'
  /** Who is known to be below the line is liquidated, where the server does that by itself. */
  | 'attended'
  /** The watcher of accounts misses nobody below the line. */
  | 'watched'
  /** The engine finds nothing wrong with its own state. */
  | 'own-laws'
  /** Nobody is liquidated on a stale or missing price, or one from before a standstill. */
  | 'stale'
  /** A step of a liquidation takes no more than its fees and impact. */
  | 'no-worse'
  /** The fund pays first and exactly, then those on the other side, then all who profit. */
  | 'loss-order'
  | 'deleveraging'
  /** What reduces risk is allowed. */
  | 'reducing'
  /** Who cannot be priced takes no new risk, and takes out no money. */
  | 'unknown'
  /** A command that is refused changes nothing but the count and the clock. */
  | 'refused'
  /** Our own mistake never happens. */
  | 'no-bug'
  /** What was acknowledged is in the journal, once. */
  | 'durable'
  /** One key is done once. */
  | 'once'
  /** One key has one answer. */
  | 'same-answer'
  /** The runtime's state is what its journal gives. */
  | 'replay'
  /** Whoever follows the events sees each once, in order. */
  | 'events'
  /** After a standstill prices are told anew before anyone is liquidated. */
  | 'resume'

export class LawBroken extends Error {
  override readonly name = 'LawBroken'
  readonly law: Law

  constructor(law: Law, message: string) {
    super(`${law}: ${message}`)
    this.law = law
  }

  /** The same with what was being done. */
  during(command: string, outcome: object): LawBroken {
    return new LawBroken(
      this.law,
      `${this.message.slice(this.law.length + 2)}\n  ${command}\n  ${JSON.stringify(outcome)}`,
    )
  }
}

export function holds(condition: boolean, law: Law, message: () => string): asserts condition {
  if (!condition) throw new LawBroken(law, message())
}
