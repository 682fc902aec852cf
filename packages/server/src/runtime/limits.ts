/** Bounds of the runtime. Each has a test that reaches it. */
export interface RuntimeLimits {
  /** Commands that may wait for the journal; beyond it they are refused as `runtime.busy`. */
  readonly queueMax: number
  /** Commands of one transaction. */
  readonly batchMax: number
  /** Idempotency keys remembered in memory; older ones are looked up in the journal. */
  readonly keysMax: number
  /** Commands whose events can still be asked for. */
  readonly recentMax: number
  /** What their replies may weigh together: an event weighs one, new prices as many as they are. */
  readonly recentWeightMax: number
  /** How far the instant of a command may be ahead of the clock: one in the far future would stop the time of all others. */
  readonly aheadMaxMs: number
  /** A graceful stop lets the queue drain for so long. */
  readonly drainMs: number
  /** After that it waits so long for the disk, and then for nothing. */
  readonly diskMs: number
  /** Nor longer than this for its last snapshot: without one the next start does more commands again. */
  readonly snapshotMs: number
}

export const defaultLimits: RuntimeLimits = {
  queueMax: 20_000,
  batchMax: 1024,
  keysMax: 20_000,
  recentMax: 10_000,
  recentWeightMax: 500_000,
  aheadMaxMs: 60_000,
  drainMs: 2000,
  diskMs: 1000,
  snapshotMs: 1500,
}

/** A longer reply, in characters, is remembered by the journal alone. */
export const rememberedLengthMax = 4096

/** Characters of an idempotency key. */
export const keyLengthMax = 128
