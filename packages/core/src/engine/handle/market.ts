import type { Asset, Instrument } from '../../market/instrument.ts'
import { forwardKey } from '../../market/snapshot.ts'
import { toRisk } from '../../num/crossing.ts'
import { Decimal } from '../../num/decimal.ts'
import { pointer } from '../../num/result.ts'
import type { ForwardPrice, ListInstruments, SetPrices } from '../command.ts'
import type { Draft } from '../draft.ts'
import { emit } from '../emit.ts'
import { suspectKey } from '../market/market-state.ts'
import { costScale } from '../position/position.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type Handler, unlisted } from './handler.ts'

export const list: Handler<ListInstruments> = (draft, { instruments }) => {
  for (const instrument of instruments) {
    const wrong = listingRefusal(draft, instrument)
    if (wrong !== undefined) return wrong
    emit(draft, { type: 'listed', instrument })
  }
  return undefined
}

const sizeMax = Decimal.fromNumber(1e12)

/** A blank parts a symbol from a side in the key of a position; sizes are bounded as all that they are multiplied with is. */
function listingRefusal({ core: { market } }: Draft, instrument: Instrument): Refusal | undefined {
  const { symbol } = instrument
  if (market.instruments.has(symbol))
    return refusal('instrument.exists', '/instruments', `an instrument must be new, ${symbol} is listed`)
  if (/\s/.test(symbol))
    return refusal('command.value', '/instruments', `symbol must have no blanks, is ${JSON.stringify(symbol)}`)
  if (instrument.kind === 'spot') return undefined
  const { contractSize } = instrument
  if (contractSize.compare(sizeMax) < 0 && contractSize.rounded(costScale, 'down').equals(contractSize))
    return undefined
  const rule = `contractSize must be below ${sizeMax} with at most ${costScale} digits after the point`
  return refusal('command.value', '/instruments', `${rule}, of ${symbol} is ${contractSize}`)
}

/** New prices. One that moves further than may be believed at once is held back until the next confirms it. */
export const prices: Handler<SetPrices> = (draft, command) => {
  const wrong = priceRefusal(draft, command)
  if (wrong !== undefined) return wrong
  const { market } = draft.core
  const believed: SetPrices = {
    ...command,
    ...kept('assets', command.assets, ({ price }, asset) =>
      isBelieved(draft, suspectKey.asset(asset), market.assets.get(asset)?.price, price),
    ),
    ...kept('indexes', command.indexes, (index, underlying) =>
      isBelieved(draft, suspectKey.index(underlying), market.underlyings.get(underlying)?.index, index),
    ),
    ...kept('marks', command.marks, (mark, symbol) => isMarkBelieved(draft, symbol, mark)),
    ...(command.forwards === undefined
      ? {}
      : { forwards: command.forwards.filter((forward) => isForwardBelieved(draft, forward)) }),
  }
  emit(draft, { type: 'priced', prices: believed })
  return undefined
}

/** Options may move far in a moment; their marks follow from others that are watched. */
function isMarkBelieved(draft: Draft, symbol: string, mark: Decimal): boolean {
  const quote = draft.core.market.instruments.get(symbol)
  if (quote?.instrument.kind === 'option') return true
  return isBelieved(draft, suspectKey.mark(symbol), quote?.mark, mark)
}

function isForwardBelieved(draft: Draft, { underlying, expiryAt, price }: ForwardPrice): boolean {
  const before = draft.core.market.forwards.get(forwardKey(underlying, expiryAt))?.price
  return isBelieved(draft, suspectKey.forward(underlying, expiryAt), before, price)
}

function isBelieved(draft: Draft, key: string, before: Decimal | undefined, told: Decimal): boolean {
  const { config, suspects } = draft.core
  if (before === undefined || isWithin(before, told, config.jumpMaxFrac)) return true
  const suspect = suspects.get(key)
  if (suspect !== undefined && isWithin(suspect, told, config.jumpMaxFrac)) return true
  emit(draft, { type: 'price-held', price: key, from: before, to: told })
  return false
}

function isWithin(from: Decimal, to: Decimal, moveFrac: number): boolean {
  const base = toRisk(from)
  return Math.abs(toRisk(to) - base) <= moveFrac * base
}

function kept<K extends string, V>(
  name: K,
  told: ReadonlyMap<string, V> | undefined,
  isKept: (value: V, key: string) => boolean,
): { [P in K]?: ReadonlyMap<string, V> } {
  if (told === undefined) return {}
  return { [name]: new Map([...told].filter(([key, value]) => isKept(value, key))) } as unknown as {
    [P in K]?: ReadonlyMap<string, V>
  }
}

function priceRefusal(draft: Draft, { assets, indexes, marks, vols }: SetPrices): Refusal | undefined {
  const { instruments } = draft.core.market
  const told = [
    ...[...(assets ?? [])].map(([name, { price }]) => ['assets', name, price] as const),
    ...[...(indexes ?? [])].map(([name, index]) => ['indexes', name, index] as const),
  ]
  for (const [table, name, price] of told) if (price.sign() <= 0) return notPositive(table, name, price)
  for (const [symbol, mark] of marks ?? []) {
    const wrong = markRefusal(symbol, mark, instruments.get(symbol)?.instrument.kind)
    if (wrong !== undefined) return wrong
  }
  const unknown = [...(vols?.keys() ?? [])].find((symbol) => !instruments.has(symbol))
  return unknown === undefined ? undefined : unlisted(unknown, pointer('vols', unknown))
}

function markRefusal(symbol: string, mark: Decimal, kind: string | undefined): Refusal | undefined {
  if (kind === undefined) return unlisted(symbol, pointer('marks', symbol))
  const isPriced = mark.sign() > 0 || (mark.isZero() && kind === 'option')
  return isPriced ? undefined : notPositive('marks', symbol, mark)
}

function notPositive(table: string, name: Asset, price: Decimal): Refusal {
  return refusal('command.value', pointer(table, name), `price of ${name} must be positive, is ${price}`)
}
