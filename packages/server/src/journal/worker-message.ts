import type {
  FoundRow,
  JournalBatch,
  JournalErrorCode,
  JournalHead,
  JournalOrigin,
  JournalRow,
  KeptSnapshot,
} from './journal.ts'

/** What it can be asked, and what it answers. */
export interface WorkerCalls {
  readonly open: { readonly ask: undefined; readonly answer: JournalOrigin }
  readonly append: {
    readonly ask: { readonly expected: number; readonly batch: JournalBatch }
    readonly answer: JournalHead
  }
  readonly head: { readonly ask: undefined; readonly answer: JournalHead }
  readonly read: { readonly ask: { readonly from: number }; readonly answer: readonly JournalRow[] }
  readonly latestSnapshot: { readonly ask: undefined; readonly answer: KeptSnapshot | undefined }
  readonly find: { readonly ask: { readonly key: string }; readonly answer: FoundRow | undefined }
  readonly close: { readonly ask: undefined; readonly answer: undefined }
}

export type WorkerCall = keyof WorkerCalls

export type WorkerRequest = {
  readonly [C in WorkerCall]: { readonly id: number; readonly call: C; readonly ask: WorkerCalls[C]['ask'] }
}[WorkerCall]

export type WorkerResponse =
  | { readonly id: number; readonly answer: unknown }
  | {
      readonly id: number
      readonly fault: {
        readonly code: JournalErrorCode
        readonly message: string
        readonly sequence: number | undefined
      }
    }
