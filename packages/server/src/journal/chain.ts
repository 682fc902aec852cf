import { hash } from 'node:crypto'
import type { JournalOrigin, JournalRow } from './journal.ts'

/** What a journal file is; a file of another format is refused. */
export const journalFormat = 'plimsoll-journal/1'

const hashBytes = 32
/** Length of a key that is not there; no key is as long. */
const noKey = 0xffff_ffff
let scratch = Buffer.allocUnsafe(64 * 1024)

/** Hash before the first row. */
export function originHash({ engineVersion, currency }: JournalOrigin): Buffer {
  return sha256([journalFormat, String(engineVersion), currency])
}

/**
 * Hash of a row: SHA-256 over the hash before it, its sequence, key and body. Key and body follow their lengths, so that no
 * two rows are the same bytes.
 */
export function rowHash(previous: Uint8Array, { sequence, key, body }: JournalRow): Buffer {
  // A character is three bytes at most in UTF-8.
  const buffer = roomFor(hashBytes + 16 + 3 * ((key?.length ?? 0) + body.length))
  buffer.set(previous)
  buffer.writeUInt32BE(Math.floor(sequence / 2 ** 32), hashBytes)
  buffer.writeUInt32BE(sequence >>> 0, hashBytes + 4)
  const afterKey =
    key === undefined ? buffer.writeUInt32BE(noKey, hashBytes + 8) : writeText(buffer, key, hashBytes + 8)
  return hash('sha256', buffer.subarray(0, writeText(buffer, body, afterKey)), 'buffer')
}

/** Hash of the answer to a command. */
export function replyHash(origin: Uint8Array, sequence: number, body: string): Buffer {
  return sha256(['reply', Buffer.from(origin).toString('hex'), String(sequence), body])
}

/** Hash of a snapshot, bound to the row that is the last in it. */
export function snapshotHash(atRow: Uint8Array, sequence: number, state: string): Buffer {
  return sha256(['snapshot', Buffer.from(atRow).toString('hex'), String(sequence), state])
}

export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

function sha256(parts: readonly string[]): Buffer {
  const buffer = roomFor(parts.reduce((sum, part) => sum + 4 + 3 * part.length, 0))
  const end = parts.reduce((at, part) => writeText(buffer, part, at), 0)
  return hash('sha256', buffer.subarray(0, end), 'buffer')
}

/** Writes a text behind its length in bytes; gives where it ends. */
function writeText(buffer: Buffer, text: string, at: number): number {
  const length = buffer.write(text, at + 4)
  buffer.writeUInt32BE(length, at)
  return at + 4 + length
}

function roomFor(bytes: number): Buffer {
  if (scratch.length < bytes) scratch = Buffer.allocUnsafe(2 * bytes)
  return scratch
}
