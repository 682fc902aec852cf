import { engine } from '@plimsoll/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InputError } from '../input/input-problem.ts'
import { type Answer, type NotTaken, notTaken, type RuntimeCode } from '../runtime/answer.ts'
import type { Liquidator } from '../runtime/liquidator.ts'
import { jsonText } from '../runtime/reply.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { commandOf, submittedOf } from './engine-body.ts'
import { accountList, accountsMax, accountView, engineView } from './engine-view.ts'
import { sendProblem } from './problem-json.ts'
import { told } from './request-body.ts'

/** An engine that is served. */
export interface ServedEngine {
  readonly runtime: Runtime
  readonly liquidator: Liquidator | undefined
}

/** Replies of one answer. */
export const eventsMax = 1000

/** `/v1/engine/…`: commands in, events out, and what there is to be seen. */
export function addEngineRoutes(server: FastifyInstance, { runtime, liquidator }: ServedEngine): void {
  server.post('/v1/engine/commands', (request, reply) => takeCommands(runtime, request, reply))
  server.post('/v1/engine/check', (request, reply) => send(reply, checkOf(runtime, request.body, reply)))
  server.post('/v1/engine/dry-run', (request, reply) => send(reply, dryRunOf(runtime, request.body)))
  server.get('/v1/engine/accounts', (request, reply) => {
    const { after } = queryOf(request, ['after'])
    if (after !== undefined && !runtime.state.accounts.has(after)) return unknownAccount(reply, after)
    return send(reply, accountList(runtime.state, after))
  })
  server.get<{ Params: { id: string } }>('/v1/engine/accounts/:id', (request, reply) => {
    const account = runtime.state.accounts.get(request.params.id)
    if (account === undefined) return unknownAccount(reply, request.params.id)
    return send(reply, accountView(account, runtime.state.core, runtime.rules))
  })
  server.get('/v1/engine/state', (request, reply) => {
    const { hash, laws } = queryOf(request, ['hash', 'laws'])
    return send(reply, engineView(runtime, liquidator, { hash: hash !== undefined, laws: laws !== undefined }))
  })
  server.get('/v1/engine/events', (request, reply) => send(reply, eventsOf(runtime, request)))
}

function send(reply: FastifyReply, value: unknown): FastifyReply {
  // What has answered by itself is not answered twice.
  return reply.sent ? reply : sendText(reply, jsonText(value))
}

function sendText(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(text)
}

async function takeCommands(runtime: Runtime, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const key = keyOf(request)
  // What stands for bytes that are no text would make one key of two.
  if (key?.includes('\ufffd'))
    return refuse(reply, notTaken('request.key', 'a key must be UTF-8 text, holds other bytes'))
  const submitted = submittedOf(request.body, key)
  if (submitted.kind === 'one') {
    const answer = await runtime.submit(submitted.submission)
    return answer.isTaken ? sendText(reply, answer.text()) : refuse(reply, answer)
  }
  const answers = await Promise.all(submitted.submissions.map((each) => runtime.submit(each)))
  return sendText(reply, `{"replies":[${answers.map(replyText).join(',')}]}`)
}

/** Headers come as bytes, one a character; a key is the text they are in UTF-8, as it is in a body. */
function keyOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['idempotency-key']
  const bytes = Array.isArray(header) ? header[0] : header
  return bytes === undefined ? undefined : Buffer.from(bytes, 'latin1').toString()
}

function replyText(answer: Answer): string {
  return answer.isTaken
    ? answer.text()
    : JSON.stringify({ problem: { code: answer.code, path: '', message: answer.message } })
}

const statuses: Readonly<Record<RuntimeCode, number>> = {
  'runtime.busy': 503,
  'runtime.read-only': 503,
  'runtime.stopping': 503,
  'runtime.clock-ahead': 422,
  'request.key': 400,
  'request.key-reused': 422,
  'engine.bug': 500,
}

function refuse(reply: FastifyReply, { code, message }: NotTaken): FastifyReply {
  const status = statuses[code]
  if (code === 'runtime.busy') reply.header('retry-after', '1')
  return sendProblem(reply, status, status === 503 ? 'Not now' : 'Command not taken', [{ code, path: '', message }])
}

function unknownAccount(reply: FastifyReply, id: string): FastifyReply {
  const message = `account must be open, ${JSON.stringify(id.slice(0, 200))} is not`
  return sendProblem(reply, 404, 'Not found', [{ code: 'account.unknown', path: '', message }])
}

/** Whether an order may be placed now; nothing is journaled. */
function checkOf(runtime: Runtime, body: unknown, reply: FastifyReply): unknown {
  const command = commandOf(body)
  if (command.type !== 'order')
    throw new InputError([told('document.value', '/command/type', `must be order, is ${command.type}`)])
  const { state, rules } = runtime
  const account = state.accounts.get(command.account)
  if (account === undefined) return unknownAccount(reply, command.account)
  const core = { ...state.core, at: runtime.now }
  return { sequence: core.sequence, at: core.at, check: engine.checkOrder({ core }, account, command.order, rules) }
}

/** What a command would do now, and the accounts it touches before and after. */
function dryRunOf({ state, rules, now }: Runtime, body: unknown): unknown {
  const untimed = commandOf(body)
  const command = { ...untimed, at: untimed.at ?? now } as engine.Command
  const outcome = engine.dryRun(state, command, rules)
  const { done, events, accounts, core } = outcome
  const touched = [...accounts.values()].slice(0, accountsMax)
  return {
    sequence: state.core.sequence,
    at: command.at,
    done,
    ...(outcome.done ? {} : { refusal: outcome.refusal }),
    events,
    accounts: touched.map((after) => {
      const before = state.accounts.get(after.id)
      return {
        account: after.id,
        before: before === undefined ? null : accountView(before, state.core, rules),
        after: accountView(after, core, rules),
      }
    }),
  }
}

function eventsOf({ recent, state }: Runtime, request: FastifyRequest): unknown {
  const { after = '0', limit = String(eventsMax) } = queryOf(request, ['after', 'limit'])
  const [from, most] = [wholeOf('after', after, 0), Math.min(eventsMax, wholeOf('limit', limit, 1))]
  return {
    sequence: state.core.sequence,
    /** Sequence of the oldest that can still be asked for. */
    oldest: recent.oldest ?? null,
    replies: recent.after(from, most),
  }
}

function wholeOf(name: string, text: string, least: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least) return value
  throw new InputError([
    told('document.value', `/${name}`, `must be a whole number from ${least}, is ${text.slice(0, 40)}`),
  ])
}

/** The query's fields, each told once and known. */
function queryOf<K extends string>(request: FastifyRequest, known: readonly K[]): Partial<Record<K, string>> {
  const query = request.query as Record<string, unknown>
  const problems = Object.keys(query)
    .filter((name) => !(known as readonly string[]).includes(name) || typeof query[name] !== 'string')
    .map((name) => told('document.unknown-field', `/${name}`, 'unknown field of the query, or told twice'))
  if (problems.length > 0) throw new InputError(problems)
  return query as Partial<Record<K, string>>
}
