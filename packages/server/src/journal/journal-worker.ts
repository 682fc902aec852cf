import { parentPort, workerData } from 'node:worker_threads'
import { JournalError, type JournalOrigin, type JournalRow } from './journal.ts'
import { journalErrorOf } from './sqlite-error.ts'
import { type Creation, openStore, type SqliteStore } from './sqlite-store.ts'
import type { WorkerRequest, WorkerResponse } from './worker-message.ts'

// The thread that owns the file of a journal: a commit waits for the disk, which must not hold up anything else.

/** What the thread is started with. */
export interface WorkerStart {
  readonly path: string
  readonly creation: Creation
  readonly origin: JournalOrigin
}

/** Rows that go over to the other thread at once, and their least length in characters after which it is enough. */
const rowsMax = 4096
const lengthEnough = 1_000_000

const port = parentPort as NonNullable<typeof parentPort>
const { path, creation, origin } = workerData as WorkerStart
let store: SqliteStore | undefined

port.on('message', (request: WorkerRequest) => port.postMessage(response(request)))

function response(request: WorkerRequest): WorkerResponse {
  try {
    return { id: request.id, answer: answer(request) }
  } catch (error) {
    const { code, message, sequence } = faultOf(error)
    return { id: request.id, fault: { code, message, sequence } }
  }
}

/** Our own mistakes are told too: the journal cannot go on after one. */
function faultOf(error: unknown): JournalError {
  try {
    return journalErrorOf(error)
  } catch {
    return new JournalError('journal.io', error instanceof Error ? error.message : String(error))
  }
}

function answer(request: WorkerRequest): unknown {
  switch (request.call) {
    case 'open':
      store = openStore(path, creation, origin)
      return store.origin
    case 'append':
      return opened().append(request.ask.expected, request.ask.batch)
    case 'head':
      return opened().head()
    case 'read':
      return rowsFrom(opened(), request.ask.from)
    case 'latestSnapshot':
      return opened().latestSnapshot()
    case 'find':
      return opened().find(request.ask.key)
    case 'close':
      store?.close()
      return undefined
  }
}

function opened(): SqliteStore {
  if (store === undefined) throw new JournalError('journal.closed', 'journal must be open, is not')
  return store
}

function rowsFrom(journal: SqliteStore, from: number): readonly JournalRow[] {
  let place = journal.placeBefore(from)
  const rows: JournalRow[] = []
  let length = 0
  while (place !== undefined && rows.length < rowsMax && length < lengthEnough) {
    const next = journal.after(place, 256)
    for (const { sequence, key, body } of next) {
      rows.push({ sequence, key, body })
      length += body.length
    }
    place = next.at(-1)
  }
  return rows
}
