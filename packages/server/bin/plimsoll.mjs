#!/usr/bin/env node
// Plain JavaScript for Node 20. Under an older Node it starts the one that npm installed; then it runs the bundle in
// dist, or the sources when the bundle is missing or older than they are. Imports are late: every one delays the start.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url))

/** Last change of a file, epoch ms; 0 when there is none. */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Last change of anything in a folder: folders count too, so that a deleted file shows. */
function newestIn(folder) {
  const paths = readdirSync(folder, { recursive: true })
  return paths.reduce((newest, path) => Math.max(newest, changedAt(`${folder}/${path}`)), changedAt(folder))
}

/** A published package has no sources; in the repository the bundle must be newer than both packages' sources. */
function bundleIsCurrent() {
  const builtAt = changedAt(pathOf('../dist/build.json'))
  const sources = ['../src', '../../core/src'].map(pathOf).filter((folder) => changedAt(folder) > 0)
  return builtAt > 0 && sources.every((folder) => newestIn(folder) <= builtAt)
}

async function loadSources() {
  const { registerHooks } = await import('node:module')
  // @plimsoll/core has its sources under the condition "development".
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, 'development'] }),
  })
  return import(pathToFileURL(pathOf('../src/cli/main.ts')).href)
}

/** In a clone where nothing is installed yet: does what `npm ci` would, so that the command works at once. */
async function prepareClone(runtime) {
  const root = pathOf('../../..')
  const isBareClone = existsSync(`${root}/tools/run.mjs`) && !existsSync(`${root}/node_modules/.package-lock.json`)
  return isBareClone ? runtime.runInPlace(process.execPath, [`${root}/tools/run.mjs`, 'prepare']) : 0
}

async function runHere() {
  const current = bundleIsCurrent() || ((await prepareClone(await loadRuntime())) === 0 && bundleIsCurrent())
  const { main } = await (current ? import('../dist/plimsoll.js') : loadSources())
  process.exitCode = await main(process.argv.slice(2))
}

async function packagedNode(runtime) {
  const find = () => runtime.findPackagedNode(pathOf('.'))
  if (find() === undefined) await prepareClone(runtime)
  return find()
}

async function runUnderPackagedNode(runtime) {
  const node = await packagedNode(runtime)
  if (node === undefined) {
    console.error(
      `plimsoll: needs Node ${runtime.oldestNodeMajor} or newer, this is ${process.version}, and no npm package with a newer one ` +
        `is installed for ${process.platform}-${process.arch}. In the repository run "npm ci"; elsewhere install Node from https://nodejs.org.`,
    )
    process.exitCode = 2
    return
  }
  process.exitCode = await runtime.runInPlace(node, [pathOf('plimsoll.mjs'), ...process.argv.slice(2)])
}

const loadRuntime = () => import('./node-runtime.mjs')

if (Number.parseInt(process.versions.node, 10) >= 24) await runHere()
else await runUnderPackagedNode(await loadRuntime())
