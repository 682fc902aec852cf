import { compare, margin, type Result, stress, venueListing, venues, whatIf } from '@plimsoll/core'
import type { FastifyInstance } from 'fastify'
import { valueOrThrow } from '../input/library-value.ts'
import { changesOf } from './changes-body.ts'
import { listOf, modesOf, movesOf, requestOf } from './request-body.ts'
import { shocksOf } from './shocks-body.ts'

/** Each question of the desk: a body in, the library's own object out. */
const questions: Readonly<Record<string, (body: unknown) => Result<unknown>>> = {
  margin: (body) => margin(requestOf(body)),
  compare: (body) => {
    const request = requestOf(body, ['modes', 'venues', 'models'])
    const [names, models] = [listOf(body, 'venues', 'string'), listOf(body, 'models', 'string')]
    return compare(request, present({ modes: modesOf(body), venues: names, models }))
  },
  stress: (body) => {
    const fields = ['scopes', 'spotMovesFrac', 'volMovesFrac', 'shocks']
    const request = requestOf(body, fields)
    const [spotMovesFrac, volMovesFrac] = [movesOf(body, 'spotMovesFrac'), movesOf(body, 'volMovesFrac')]
    const [scopes, shocks] = [listOf(body, 'scopes', 'string'), shocksOf(body)]
    return stress(request, present({ scopes, spotMovesFrac, volMovesFrac, shocks }))
  },
  whatif: (body) => whatIf(requestOf(body, ['changes']), changesOf(body)),
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that are undefined: the library reads absence, not undefined. */
function present<T extends object>(options: T): Present<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Present<T>
}

/** Paths say which document a problem is in. */
const inRequest = { book: '', market: '' }

/** `POST /v1/…` and `GET /v1/venues`: the JSON text is the library's object, byte for byte. */
export function addDeskRoutes(server: FastifyInstance): void {
  server.get('/v1/venues', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(venueListing(venues()))),
  )
  for (const [name, ask] of Object.entries(questions))
    server.post(`/v1/${name}`, (request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(valueOrThrow(ask(request.body), inRequest))),
    )
}
