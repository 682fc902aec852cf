import type { ServedEngine } from '../http/engine-routes.ts'
import type { Listening } from '../http/listen.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

export interface ServeOptions {
  readonly port?: string
}

/** `plimsoll serve`: runs until Ctrl-C or SIGTERM. */
export async function runServe(options: ServeOptions, output: Output): Promise<ExitCode> {
  const listening = await startServing(options)
  output.print(`Plimsoll is at ${listening.url}  (Ctrl-C stops)`)
  await stopSignal()
  await listening.stop()
  return exitCode.fine
}

/** @throws UsageError when no port is to be had. */
export async function startServing(options: ServeOptions, engine?: ServedEngine): Promise<Listening> {
  const port = portOf(options.port)
  const { listen } = await import('../http/listen.ts')
  try {
    return await listen(port, engine)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' && (error as NodeJS.ErrnoException).code !== 'EACCES')
      throw error
    throw new UsageError(
      port === undefined
        ? 'no free port was found; name one with --port'
        : `port ${port} is taken or not allowed; name another with --port`,
    )
  }
}

export function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--port must be a whole number from 0 to 65535, is ${text}`)
  return port
}

/** Resolves when the process is asked to stop. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
