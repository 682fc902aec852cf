import type { FastifyInstance } from 'fastify'
import type { ServedEngine } from './engine-routes.ts'
import { buildServer } from './server.ts'

const host = '127.0.0.1'
const portDefault = 4070
/** Ports after the default that are tried when it is taken. */
const portsTried = 20
/** Requests still running at the end get this long; a supervisor waits five seconds. */
const drainMs = 4000

export interface Listening {
  readonly url: string
  /** Stops taking requests, lets running ones end, and returns within five seconds. */
  readonly stop: () => Promise<void>
}

/**
 * Starts the service on the loopback address only.
 *
 * @throws when the given port, or every port after the default, is taken.
 */
export async function listen(port?: number, engine?: ServedEngine): Promise<Listening> {
  const server = await buildServer(engine)
  const url = await listenOnFree(server, port === undefined ? portRange() : [port])
  return { url, stop: () => stop(server) }
}

function portRange(): readonly number[] {
  return Array.from({ length: portsTried }, (_, i) => portDefault + i)
}

async function listenOnFree(server: FastifyInstance, ports: readonly number[]): Promise<string> {
  for (const [i, port] of ports.entries()) {
    try {
      return await server.listen({ host, port })
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isTaken || i === ports.length - 1) throw error
    }
  }
  throw new Error('no port to listen on')
}

async function stop(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), drainMs)
  await server.close()
  clearTimeout(timer)
}
