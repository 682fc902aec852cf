import type { FastifyReply } from 'fastify'
import type { InputProblem } from '../input/input-problem.ts'

type Told = Pick<InputProblem, 'path' | 'message'> & { readonly code: string }

/** Codes of what can be wrong with a request beside its document. */
export type RequestCode =
  | 'request.not-found'
  | 'request.method'
  | 'request.media-type'
  | 'request.host'
  | 'page.not-built'

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
