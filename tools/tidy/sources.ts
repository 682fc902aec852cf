import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string
  readonly text: string
}

const foldersLeftOut = new Set(['node_modules', 'dist', 'coverage', '.git', 'source', 'goldens'])

/** Every text file of the repository that people write, in a fixed order. */
export function sourceFiles(): readonly SourceFile[] {
  return pathsBelow('')
    .filter((path) => /\.(ts|tsx|mjs|css|html|md)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function pathsBelow(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(
    ({ name }) => !foldersLeftOut.has(name),
  )
  return entries.sort(byName).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? pathsBelow(path) : [path]
  })
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** The text with comments and quoted strings blanked out, line by line the same length of text. */
export function codeOnly(text: string): string {
  const notCode = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
  return text.replace(notCode, (match) => match.replace(/[^\n]/g, ' '))
}
