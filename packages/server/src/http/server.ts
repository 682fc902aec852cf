import helmet from '@fastify/helmet'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { InputError } from '../input/input-problem.ts'
import { parseJson } from '../input/json.ts'
import { bytesMax } from '../input/read-text.ts'
import { addDemoRoutes } from './demo-routes.ts'
import { addDeskRoutes } from './desk-routes.ts'
import { addEngineRoutes, type ServedEngine } from './engine-routes.ts'
import { addPage } from './page.ts'
import { sendProblem } from './problem-json.ts'

/** The HTTP service, not yet listening, with an engine when there is one. It makes no calls of its own to anywhere. */
export async function buildServer(engine?: ServedEngine): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: bytesMax,
    // A name of 128 characters is that much longer in an address.
    routerOptions: { maxParamLength: 128 * 12 },
    forceCloseConnections: 'idle',
    logger: false,
    frameworkErrors: (error, _request, reply) =>
      sendProblem(reply, 400, 'Request not understood', [
        { code: 'request.not-found', path: '', message: error.message },
      ]),
  })
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    hsts: false,
  })
  refuseForeignHosts(server)
  refuseForeignPages(server)
  readJsonBodies(server)
  answerErrors(server)
  server.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }))
  addDeskRoutes(server)
  addDemoRoutes(server)
  if (engine !== undefined) addEngineRoutes(server, engine)
  await addPage(server)
  return server
}

/** Nothing from anywhere else, nothing inline but styles, which the charts set on their elements. */
const contentPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

const ownHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A page elsewhere can point its own name at this address; its requests then carry that name, and are refused. */
function refuseForeignHosts(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    if (ownHosts.has(host)) return
    const message = `Host must be ${[...ownHosts].join(', ')}, is ${JSON.stringify(host.slice(0, 100))}`
    return sendProblem(reply, 403, 'Foreign host', [{ code: 'request.host', path: '', message }])
  })
}

/**
 * A page elsewhere may send to this address from the browser of whoever runs this. Browsers ask before they send JSON, and
 * are not allowed to; what says that it comes from elsewhere is refused beside.
 */
function refuseForeignPages(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || ownHosts.has(hostOf(origin))) return
    const message = `a page must be of ${[...ownHosts].join(', ')}, is of ${JSON.stringify(origin.slice(0, 100))}`
    return sendProblem(reply, 403, 'Foreign page', [{ code: 'request.origin', path: '', message }])
  })
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : ''
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws InputError when it is not text. */
function textOf(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new InputError([
      { code: 'file.not-text', file: '', path: '', message: 'must be UTF-8 text, holds other bytes' },
    ])
  }
}

function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => {
    const parsed = parseJson(textOf(body), '')
    if (parsed.ok) return parsed.value
    throw new InputError(parsed.problems)
  })
}

function answerErrors(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 404, 'Not found', [
      {
        code: 'request.not-found',
        path: '',
        message: `nothing answers ${request.method} ${request.url.slice(0, 200)}`,
      },
    ]),
  )
  server.setErrorHandler<FastifyError | InputError>((error, _request, reply) => {
    if (error instanceof InputError) return sendProblem(reply, 400, 'Input not understood', error.problems)
    if (error.statusCode === 413)
      return sendProblem(reply, 413, 'Too large', [
        {
          code: 'document.too-large',
          path: '',
          message: `must hold at most ${bytesMax / 1024 / 1024} MiB, holds more`,
        },
      ])
    if (error.statusCode === 415)
      return sendProblem(reply, 415, 'Unsupported media type', [
        { code: 'request.media-type', path: '', message: 'must be application/json' },
      ])
    if (error.statusCode !== undefined && error.statusCode < 500)
      return sendProblem(reply, error.statusCode, 'Request not understood', [
        { code: 'document.not-json', path: '', message: error.message },
      ])
    if (process.env['PLIMSOLL_DEBUG']) console.error(error)
    return sendProblem(reply, 500, 'Our mistake', [
      { code: 'engine.bug', path: '', message: 'the account could not be computed; nothing is known about it' },
    ])
  })
}
