import { Worker } from 'node:worker_threads'
import { engine } from '@plimsoll/core'
import {
  type FoundRow,
  type Journal,
  type JournalBatch,
  JournalError,
  type JournalHead,
  type JournalOrigin,
  type JournalRow,
  type KeptSnapshot,
} from './journal.ts'
import type { WorkerStart } from './journal-worker.ts'
import type { Creation } from './sqlite-store.ts'
import type { WorkerCall, WorkerCalls, WorkerResponse } from './worker-message.ts'

interface OpenOptions {
  /** Whether the journal may be there already; `if-missing` when absent. */
  readonly creation?: Creation
  /** Currency of a journal that is made; one that is there keeps its own. USD when absent. */
  readonly currency?: string
}

/** Beside this file, in the sources and in the bundle alike. */
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './journal-worker.ts' : './journal-worker.js',
  import.meta.url,
)

interface Waiting {
  readonly resolve: (answer: never) => void
  readonly reject: (error: JournalError) => void
}

/** A journal in a file of SQLite, written by a thread of its own. One process at a time; see `Journal`. */
export class SqliteJournal implements Journal {
  readonly origin: JournalOrigin
  readonly #thread: JournalThread

  private constructor(thread: JournalThread, origin: JournalOrigin) {
    this.#thread = thread
    this.origin = origin
  }

  /** @throws JournalError */
  static async open(
    path: string,
    { creation = 'if-missing', currency = 'USD' }: OpenOptions = {},
  ): Promise<SqliteJournal> {
    const thread = new JournalThread({ path, creation, origin: { engineVersion: engine.engineVersion, currency } })
    try {
      return new SqliteJournal(thread, await thread.ask('open', undefined))
    } catch (error) {
      await thread.end()
      throw error
    }
  }

  append(expected: number, batch: JournalBatch): Promise<JournalHead> {
    return this.#thread.ask('append', { expected, batch })
  }

  head(): Promise<JournalHead> {
    return this.#thread.ask('head', undefined)
  }

  async *read(from: number): AsyncIterable<JournalRow> {
    let rows = await this.#thread.ask('read', { from })
    let last = rows.at(-1)
    while (last !== undefined) {
      // The next ones are read and checked while these are used.
      const next = this.#thread.ask('read', { from: last.sequence + 1 })
      next.catch(() => undefined)
      yield* rows
      rows = await next
      last = rows.at(-1)
    }
  }

  latestSnapshot(): Promise<KeptSnapshot | undefined> {
    return this.#thread.ask('latestSnapshot', undefined)
  }

  find(key: string): Promise<FoundRow | undefined> {
    return this.#thread.ask('find', { key })
  }

  close(): Promise<void> {
    return this.#thread.end()
  }
}

/** The other thread, seen from this one. It holds the process open while an answer is waited for, and not otherwise. */
class JournalThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0
  #closed: JournalError | undefined
  #ended: Promise<void> | undefined

  constructor(start: WorkerStart) {
    // Node says of its SQLite that it is new; nobody who runs this needs to know.
    this.#worker = new Worker(workerUrl, { workerData: start, execArgv: ['--disable-warning=ExperimentalWarning'] })
    this.#worker.unref()
    this.#worker.on('message', (response: WorkerResponse) => this.#settle(response))
    this.#worker.on('error', (error: Error) =>
      this.#fail(new JournalError('journal.io', `thread of the journal failed: ${error.message}`)),
    )
    this.#worker.on('exit', () => this.#fail(new JournalError('journal.closed', 'journal must be open, is closed')))
  }

  ask<C extends WorkerCall>(call: C, ask: WorkerCalls[C]['ask']): Promise<WorkerCalls[C]['answer']> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed)
    return this.#send(call, ask)
  }

  #send<C extends WorkerCall>(call: C, ask: WorkerCalls[C]['ask']): Promise<WorkerCalls[C]['answer']> {
    this.#asked += 1
    const id = this.#asked
    if (this.#waiting.size === 0) this.#worker.ref()
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, call, ask })
    })
  }

  end(): Promise<void> {
    this.#ended ??= this.#end()
    return this.#ended
  }

  async #end(): Promise<void> {
    if (this.#closed === undefined) {
      const closing = this.#send('close', undefined)
      this.#closed = new JournalError('journal.closed', 'journal must be open, is closed')
      await closing
    }
    await this.#worker.terminate()
  }

  #settle(response: WorkerResponse): void {
    const waiting = this.#waiting.get(response.id)
    this.#waiting.delete(response.id)
    if (this.#waiting.size === 0) this.#worker.unref()
    if ('fault' in response) {
      const { code, message, sequence } = response.fault
      waiting?.reject(new JournalError(code, message, sequence))
    } else waiting?.resolve(response.answer as never)
  }

  #fail(error: JournalError): void {
    this.#closed ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
