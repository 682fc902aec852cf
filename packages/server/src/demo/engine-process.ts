import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** An answer of the engine over HTTP. */
export type Json = Readonly<Record<string, unknown>>

/** A real engine in a process of its own, spoken to over HTTP. */
export interface EngineProcess {
  readonly command: (command: Json, key?: string) => Promise<Json>
  readonly post: (path: string, body: unknown) => Promise<Json>
  readonly get: (path: string) => Promise<Json>
  /** SIGKILL: it has no time for a last word. */
  readonly kill: () => Promise<void>
  /** SIGTERM: it finishes what waits. */
  readonly stop: () => Promise<void>
}

/** Starts `plimsoll engine` on a journal and waits until it listens. @throws when it ends before that. */
export async function startEngine(journal: string): Promise<EngineProcess> {
  const script = process.argv[1] ?? ''
  // It liquidates by command only, so that each step can be seen.
  const args = [script, '--no-color', 'engine', '--journal', journal, '--port', '0', '--no-liquidator']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  // Whatever ends this process ends that one.
  process.once('exit', () => child.kill('SIGKILL'))
  const base = await addressOf(child)
  const ended = once(child, 'exit')
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
  }
  const post = (path: string, body: unknown, key?: string): Promise<Json> =>
    asked(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    })
  return {
    command: (command, key) => post('commands', { command }, key),
    post: (path, body) => post(path, body),
    get: (path) => asked(`${base}/${path}`, {}),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

async function asked(url: string, options: RequestInit): Promise<Json> {
  const response = await fetch(url, options)
  const json = (await response.json()) as Json
  if (response.ok) return json
  throw new Error(`${url} must answer 200, answers ${response.status}: ${JSON.stringify(json)}`)
}

/** Where it says that it is. */
async function addressOf(child: ChildProcess): Promise<string> {
  let [said, complaint] = ['', '']
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const url = /at (?<url>http:\S+\/v1\/engine)\/state/.exec(said)?.groups?.['url']
      if (url !== undefined) resolve(url)
    })
    child.once('exit', () => reject(new Error(`the engine must start, it ends: ${complaint.trim()}`)))
    child.once('error', reject)
  })
}
