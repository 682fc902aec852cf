// Plain JavaScript for Node 20: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { majorOf } from '../packages/server/bin/node-runtime.mjs'

const oldestNpmMajor = 10

/** A reason to stop that is not our bug: shown as one line, without a stack. */
export class SetupProblem extends Error {}

/**
 * What is locked but not on disk, by npm's own record of what it put there. Optional packages do not count: most are for
 * other platforms.
 *
 * @param {string} root
 * @param {{ dev: boolean }} wanted
 * @returns {readonly string[]} places such as `node_modules/zod`
 */
export function missingPackages(root, { dev }) {
  const locked = packagesOf(join(root, 'package-lock.json'))
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(locked)
    .filter(([place, entry]) => place !== '' && !entry.optional && !entry.devOptional && (dev || !entry.dev))
    .filter(([place, entry]) => installed[place]?.version !== entry.version)
    .map(([place]) => place)
}

function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

/**
 * Installs from the lockfile when something is missing; says so in one line.
 *
 * @param {string} root
 * @param {{ dev: boolean }} wanted
 */
export async function ensureInstalled(root, wanted) {
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new SetupProblem(
      'package-lock.json is missing, so nothing can be installed: "git checkout package-lock.json".',
    )
  }
  const missing = missingPackages(root, wanted)
  if (missing.length === 0) return
  const npm = npmCommand()
  checkNpm(npm)
  console.error(
    `Installing ${missing.length} packages from the npm registry (once; ${wanted.dev ? 'all' : 'only what running needs'}) …`,
  )
  await runNpmCi(npm, root, wanted)
}

/** The npm that called us, under the Node that it runs on; else the one on the PATH. */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node, npm_config_user_agent: agent = '' } = process.env
  if (script !== undefined && node !== undefined && agent.startsWith('npm/'))
    return { file: node, args: [script], shell: false }
  return { file: 'npm', args: [], shell: process.platform === 'win32' }
}

function checkNpm({ file, args, shell }) {
  const answer = spawnSync(file, [...args, '--version'], { encoding: 'utf8', shell })
  const version = answer.status === 0 ? answer.stdout.trim() : undefined
  if (version === undefined) throw new SetupProblem('npm is not found: install Node 20 or newer with its npm.')
  if (majorOf(version) < oldestNpmMajor) {
    throw new SetupProblem(
      `npm ${version} is too old, ${oldestNpmMajor} or newer is needed: "npm install --global npm@11".`,
    )
  }
}

async function runNpmCi({ file, args, shell }, root, { dev }) {
  const startedAt = Date.now()
  // An older system Node only makes npm warn about engines; what needs the newer one runs on the newer one.
  const flags = [dev ? '--include=dev' : '--omit=dev', '--include=optional', '--ignore-scripts', '--loglevel=error']
  const child = spawn(file, [...args, 'ci', ...flags], { cwd: root, stdio: ['ignore', 2, 2], shell })
  const pulse = setInterval(() => console.error(`… still installing (${secondsSince(startedAt)} s)`), 15_000)
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve))
  clearInterval(pulse)
  if (code !== 0) throw new SetupProblem(`"npm ci" ended with code ${code}; its own message is above.`)
}

const secondsSince = (instant) => Math.round((Date.now() - instant) / 1000)
