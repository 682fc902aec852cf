import { isRecord } from './decimal-text.ts'
import type { Payload } from './payload-part.ts'

/** What is left when the envelope of an answer is taken off, and the instant it tells. */
export function withoutEnvelope(
  document: unknown,
  file: string,
): Payload | { readonly error: string; readonly at: string } {
  const whole = { file, content: document, at: '', time: undefined }
  if (!isRecord(document)) return whole
  if ('retCode' in document) return bybit(document, file)
  if ('code' in document && 'data' in document) return okx(document, file)
  if ('jsonrpc' in document || ('result' in document && 'usOut' in document)) return deribit(document, file)
  return whole
}

type Document = Readonly<Record<string, unknown>>

function deribit(document: Document, file: string): ReturnType<typeof withoutEnvelope> {
  const { error, result, usOut } = document
  if (error !== undefined && error !== null) return { error: messageOf(error, 'message'), at: '/error' }
  // Microseconds.
  return {
    file,
    content: result,
    at: '/result',
    time: typeof usOut === 'number' ? Math.floor(usOut / 1000) : undefined,
  }
}

function okx(document: Document, file: string): ReturnType<typeof withoutEnvelope> {
  const { code, data } = document
  if (String(code) !== '0') return { error: messageOf(document, 'msg'), at: '/code' }
  return { file, content: data, at: '/data', time: undefined }
}

function bybit(document: Document, file: string): ReturnType<typeof withoutEnvelope> {
  const { retCode, result, time } = document
  if (retCode !== 0) return { error: messageOf(document, 'retMsg'), at: '/retCode' }
  return { file, content: result, at: '/result', time: typeof time === 'number' ? time : undefined }
}

function messageOf(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'string' && found !== '' ? found : JSON.stringify(value)
}
