import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { InputError, type InputProblem } from './input-problem.ts'

const mebibyte = 1024 * 1024

/** Largest file or request that is read, bytes. */
export const bytesMax: number = 32 * mebibyte

const chunkBytes = 1 << 16

/** A file as given, and what it holds. */
export interface Source {
  /** As given on the command line, or `standard input`. */
  readonly name: string
  readonly text: string
}

/**
 * Reads a file, or standard input for `-`, as UTF-8 without its byte order mark.
 *
 * @throws InputError when it is missing, a folder, unreadable, too large or not text.
 */
export async function readText(path: string): Promise<Source> {
  const name = path === '-' ? 'standard input' : path
  const bytes = path === '-' ? await readStream(process.stdin, name) : readFile(path)
  return { name, text: decode(bytes, name) }
}

function refuse(code: InputProblem['code'], file: string, message: string): InputError {
  return new InputError([{ code, file, path: '', message }])
}

function tooLarge(file: string): InputError {
  return refuse('document.too-large', file, `must hold at most ${bytesMax / 1024 / 1024} MiB, holds more`)
}

async function readStream(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > bytesMax) throw tooLarge(name)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readFile(path: string): Uint8Array {
  try {
    const found = statSync(path)
    if (found.isDirectory()) throw refuse('file.folder', path, 'must be a file, is a folder')
    if (found.size > bytesMax) throw tooLarge(path)
    return readChunks(path)
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(error, path)
  }
}

/** In chunks, because a pipe says nothing of its size beforehand. */
function readChunks(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const chunks: Uint8Array[] = []
    for (let length = 0; ; ) {
      const chunk = Buffer.allocUnsafe(chunkBytes)
      const read = readSync(file, chunk)
      if (read === 0) return Buffer.concat(chunks)
      length += read
      if (length > bytesMax) throw tooLarge(path)
      chunks.push(chunk.subarray(0, read))
    }
  } finally {
    closeSync(file)
  }
}

function unreadable(error: unknown, path: string): InputError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return refuse('file.missing', path, 'must exist, is not there')
  return refuse('file.unreadable', path, `must be readable, the system answers ${code}`)
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // Told below, in the same words.
  }
  throw refuse('file.not-text', name, 'must be UTF-8 text, holds other bytes')
}
