import type { FastifyReply } from 'fastify'
import type { InputProblem } from '../input/input-problem.ts'
import type { RuntimeCode } from '../runtime/answer.ts'

/** Codes of what can be wrong with a request beside its document. */
type RequestCode =
  | 'request.not-found'
  | 'request.method'
  | 'request.media-type'
  | 'request.host'
  | 'request.origin'
  | 'page.not-built'
  | 'account.unknown'

interface Told {
  readonly code: InputProblem['code'] | RequestCode | RuntimeCode
  readonly path: string
  readonly message: string
}

/** Answers with an RFC 9457 problem document. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  title: string,
  problems: readonly Told[],
): FastifyReply {
  const body = {
    type: 'about:blank',
    title,
    status,
    problems: problems.map(({ code, path, message }) => ({ code, path, message })),
  }
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}
