import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The product's own server, started as a user starts it. */
export interface Serving {
  readonly url: string
  readonly stop: () => Promise<void>
}

const program = fileURLToPath(new URL('../../server/bin/plimsoll.mjs', import.meta.url))

export async function startServing(): Promise<Serving> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  return { url: await urlOf(child), stop: () => stop(child) }
}

/** The address it prints. @throws Error with all it printed when it ends without one. */
function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
      if (url !== undefined) resolve(`${url}/`)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened: ${printed}`)))
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
