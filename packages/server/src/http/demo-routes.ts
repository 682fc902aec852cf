import type { MarginMode } from '@plimsoll/core'
import type { FastifyInstance } from 'fastify'
import { DemoAnswers } from '../demo/demo-answers.ts'
import { demoBooks } from '../demo/demo-books.ts'
import { InputError } from '../input/input-problem.ts'
import { isMarginMode, marginModes } from '../input/margin-modes.ts'
import { sendProblem } from './problem-json.ts'

const warmUpAfterMs = 20

/** `GET /v1/demo` lists the demo books, `GET /v1/demo/:name?mode=` answers everything about one. */
export function addDemoRoutes(server: FastifyInstance): void {
  const answers = new DemoAnswers()
  server.addHook('onListen', async () => {
    // The page asks for the first book first. Computed after the address is told, it is ready by then.
    setTimeout(() => answers.answer(demoBooks[0]?.name ?? '', undefined)?.catch(() => undefined), warmUpAfterMs).unref()
  })
  server.get('/v1/demo', (_request, reply) => reply.send({ books: demoBooks }))
  server.get<{ Params: { name: string }; Querystring: { mode?: unknown } }>(
    '/v1/demo/:name',
    async ({ params, query }, reply) => {
      const answer = answers.answer(params.name, modeOf(query.mode))
      if (answer === undefined) {
        const message = `must be one of ${demoBooks.map(({ name }) => name).join(', ')}, is ${params.name}`
        return sendProblem(reply, 404, 'No such demo book', [{ code: 'request.not-found', path: '/name', message }])
      }
      return reply.type('application/json; charset=utf-8').send(await answer)
    },
  )
}

function modeOf(mode: unknown): MarginMode | undefined {
  if (mode === undefined) return undefined
  if (isMarginMode(mode)) return mode
  const message = `must be ${marginModes.join(', ')}, is ${JSON.stringify(mode)}`
  throw new InputError([{ code: 'document.value', file: '', path: '/mode', message }])
}
