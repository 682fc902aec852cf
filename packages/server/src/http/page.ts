import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageFile } from '../demo/package-files.ts'
import { sendProblem } from './problem-json.ts'

/** Serves the page's files. Names of assets carry a hash of their content, so a browser may keep them for good. */
export async function addPage(server: FastifyInstance): Promise<void> {
  // In the published package the page lies beside the code; in the repository it is built in its own workspace.
  const folder = packageFile('page', 'packages/dashboard/dist')
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    server.get('/', (_request, reply) =>
      sendProblem(reply, 503, 'The page is not built', [
        { code: 'page.not-built', path: '', message: 'must be built first: npm run build' },
      ]),
    )
    return
  }
  await server.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply, path) =>
      reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
}
