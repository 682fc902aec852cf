import type { CustomShock } from '@plimsoll/core'
import { wordList } from './lists.ts'
import { UsageError } from './usage-error.ts'

const part = /^([^=\s]+)=([+-]?\d+(?:\.\d+)?)(%?)$/

/** A joint scenario as it is written on the command line: `BTC=-20%,ETH=-30%,*=-10%,vol=+50%,days=7`. */
export function shockOf(text: string): CustomShock {
  const parts = wordList(text).map((word) => partOf(text, word))
  const moveOf = (name: string): number => parts.find((known) => known.name === name)?.value ?? 0
  const moves = parts.filter(({ name }) => name !== '*' && name !== 'vol' && name !== 'days')
  if (parts.length === 0) throw usage(text)
  return {
    name: text,
    movesFrac: Object.fromEntries(moves.map(({ name, value }) => [name, value])),
    otherwiseFrac: moveOf('*'),
    volMoveFrac: moveOf('vol'),
    days: moveOf('days'),
  }
}

function partOf(text: string, word: string): { readonly name: string; readonly value: number } {
  const [, name, digits, percent] = part.exec(word) ?? []
  if (name === undefined || digits === undefined) throw usage(text)
  return { name, value: Number.parseFloat(digits) / (percent === '%' ? 100 : 1) }
}

function usage(text: string): UsageError {
  return new UsageError(`--shock must be moves such as BTC=-20%,ETH=-30%,*=-10%,vol=+50%,days=7, is ${text}`)
}
