/** A command that is to be kept. */
export interface JournalRow {
  /** 1 for the first; each is one more than the one before. */
  readonly sequence: number
  /** Idempotency key, when the command has one. */
  readonly key: string | undefined
  /** JSON text of the command. */
  readonly body: string
}

/** What was answered to a command with a key, kept so that the same key gets the same answer. */
export interface KeptReply {
  readonly sequence: number
  readonly body: string
}

/** A whole state at a sequence, as text. */
export interface KeptSnapshot {
  /** Last command that is in it. */
  readonly sequence: number
  readonly state: string
}

/** The end of a journal: its last command and the hash that chains it to all before. */
export interface JournalHead {
  /** 0 while it is empty. */
  readonly sequence: number
  /** SHA-256 in hexadecimal; of an empty journal the hash of its origin. */
  readonly hash: string
}

/** What a journal began with: together with its commands it gives the state. */
export interface JournalOrigin {
  readonly engineVersion: number
  /** Currency that prices are in. */
  readonly currency: string
}

/** What one transaction writes. */
export interface JournalBatch {
  readonly rows: readonly JournalRow[]
  /** Answers to commands of this batch or earlier ones. The first answer that is kept to a command stays. */
  readonly replies: readonly KeptReply[]
  /** At a command of this batch or an earlier one. Of many only the newest are kept. */
  readonly snapshot: KeptSnapshot | undefined
}

/** A command that was kept under a key, and its answer if that is kept yet. */
export interface FoundRow {
  readonly row: JournalRow
  readonly reply: string | undefined
}

/**
 * Where commands are kept: append only, by one writer. What `append` has resolved for survives a crash and a power cut.
 * Calls are served in their order, so a batch may be appended before the one before it is answered.
 */
export interface Journal {
  readonly origin: JournalOrigin
  /**
   * Writes a batch whole or not at all, when the journal ends at `expected`.
   *
   * `journal.sequence` and `journal.key` refuse the batch and leave the journal as it was. Any other error is final:
   * the journal takes nothing more, and says so.
   *
   * @throws JournalError
   */
  append(expected: number, batch: JournalBatch): Promise<JournalHead>
  head(): Promise<JournalHead>
  /** Rows from a sequence on, oldest first, each checked against the chain. */
  read(from: number): AsyncIterable<JournalRow>
  latestSnapshot(): Promise<KeptSnapshot | undefined>
  find(key: string): Promise<FoundRow | undefined>
  /** Lets go of everything, once what was asked before is done. Closing twice is the same. */
  close(): Promise<void>
}

export type JournalErrorCode =
  | 'journal.locked'
  | 'journal.not-found'
  | 'journal.exists'
  | 'journal.not-a-journal'
  | 'journal.version'
  | 'journal.corrupt'
  | 'journal.short'
  | 'journal.not-durable'
  | 'journal.full'
  | 'journal.read-only'
  | 'journal.io'
  | 'journal.sequence'
  | 'journal.key'
  | 'journal.closed'

/** Why a journal cannot be used, with the place. */
export class JournalError extends Error {
  override readonly name = 'JournalError'
  readonly code: JournalErrorCode
  /** Sequence of the first row that is wrong, where one is. */
  readonly sequence: number | undefined

  constructor(code: JournalErrorCode, message: string, sequence?: number) {
    super(message)
    this.code = code
    this.sequence = sequence
  }
}
