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
  readonly sequence: number
  readonly hash: string
}

/** What one transaction writes. */
export interface JournalBatch {
  readonly rows: readonly JournalRow[]
  /** Answers to commands of earlier batches. */
  readonly replies: readonly KeptReply[]
  readonly snapshot: KeptSnapshot | undefined
}

/**
 * Where commands are kept: append only, by one writer. What `append` has resolved for survives a crash and a power cut.
 * An error of it is final: the journal takes nothing more, and says so.
 */
export interface Journal {
  /**
   * Writes a batch whole or not at all, when the journal ends at `expected`.
   *
   * @throws JournalError
   */
  append(expected: number, batch: JournalBatch): Promise<JournalHead>
  head(): Promise<JournalHead>
  /** Rows from a sequence on, oldest first, each checked against the chain. */
  read(from: number): AsyncIterable<JournalRow>
  latestSnapshot(): Promise<KeptSnapshot | undefined>
  /** The command that was kept under a key, and its answer if that is kept yet. */
  find(key: string): Promise<{ readonly row: JournalRow; readonly reply: string | undefined } | undefined>
  close(): Promise<void>
}

export type JournalErrorCode =
  | 'journal.locked'
  | 'journal.not-found'
  | 'journal.not-a-journal'
  | 'journal.version'
  | 'journal.corrupt'
  | 'journal.short'
  | 'journal.not-durable'
  | 'journal.full'
  | 'journal.read-only'
  | 'journal.io'
  | 'journal.sequence'
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
