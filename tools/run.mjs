// `npm start`, `npm test`, `npm run build` and `npm run check` on whatever Node the machine has (20 or newer): installs
// what is missing, then runs the job with a Node that is new enough, which is first on its PATH.
// Plain JavaScript, because Node 20 does not run TypeScript.
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  findPackagedNode,
  majorOf,
  oldestNodeMajor,
  packagedNodeName,
  runInPlace,
} from '../packages/server/bin/node-runtime.mjs'
import { ensureInstalled, missingPackages, SetupProblem } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Each job: whether it needs the development packages, and the scripts it runs, in order, until one fails. */
const jobs = {
  start: {
    dev: false,
    scripts: (args) => [
      ['tools/build.ts', 'start'],
      ['packages/server/bin/plimsoll.mjs', 'demo', ...args],
    ],
  },
  prepare: { dev: false, scripts: () => [['tools/build.ts', 'start']] },
  build: { dev: true, scripts: (args) => [['tools/build.ts', 'all', ...args]] },
  check: { dev: true, scripts: (args) => [['tools/check.ts', ...args]] },
  test: { dev: true, scripts: (args) => [['tools/check.ts', ...args]] },
}

/** The system's own Node when it is new enough. npm puts the packaged one first on the PATH, so ask npm which is which. */
function systemNode() {
  const { npm_node_execpath: npmNode, npm_config_user_agent: agent = '' } = process.env
  const npmNodeMajor = majorOf(/ node\/(v[\d.]+)/.exec(agent)?.[1] ?? '')
  if (npmNode !== undefined && npmNodeMajor >= oldestNodeMajor) return npmNode
  return majorOf(process.version) >= oldestNodeMajor ? process.execPath : undefined
}

const projectNode = () => systemNode() ?? findPackagedNode(root)

function noNode() {
  const why =
    packagedNodeName() === undefined
      ? `npm has no packaged Node for ${process.platform}-${process.arch}`
      : `npm did not install ${packagedNodeName()}, which carries one; remove node_modules and try again`
  return new SetupProblem(
    `Node ${oldestNodeMajor} or newer is needed, this is ${process.version}, and ${why}. Or install it from https://nodejs.org.`,
  )
}

async function runJob(job, args) {
  await ensureInstalled(root, job)
  const node = projectNode()
  if (node === undefined) throw noNode()
  return runScripts(node, job.scripts(args))
}

/** Runs each script in turn until one fails, with that Node first on the PATH. */
async function runScripts(node, scripts) {
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`
  for (const [script, ...args] of scripts) {
    const code = await runInPlace(node, [join(root, script), ...args], { cwd: root })
    if (code !== 0) return code
  }
  return 0
}

/**
 * After `npm ci` or `npm install`, which run `prepare`: a build that fails is no reason to undo the installation.
 * `npx plimsoll` in a bare clone runs it too, before anything is installed.
 */
async function prepareAfterInstall() {
  const node = projectNode()
  if (node === undefined || missingPackages(root, jobs.prepare).length > 0) return 0
  const code = await runScripts(node, jobs.prepare.scripts([]))
  if (code !== 0) console.error('plimsoll: nothing was built, so commands run from the sources.')
  return 0
}

async function main([name, ...args]) {
  const job = jobs[name]
  if (process.env.npm_lifecycle_event === 'prepare') return prepareAfterInstall()
  if (job === undefined) throw new SetupProblem(`the job is one of ${Object.keys(jobs).join(', ')}, is ${name}.`)
  return runJob(job, args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (problem) {
  if (!(problem instanceof SetupProblem)) throw problem
  console.error(`plimsoll: ${problem.message}`)
  process.exitCode = 1
}
