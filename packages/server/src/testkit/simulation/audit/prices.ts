import type { Decimal, engine } from '@plimsoll/core'
import { holds } from './law.ts'
import { eventsOf, type Step } from './step.ts'
import { figure } from './units.ts'

interface Told {
  readonly price: number
  readonly at: number
}

/** The auditor's own copy of what the engine was told of prices, when, and what it may believe. */
export class OwnPrices {
  readonly #prices = new Map<string, Told>()
  readonly #suspects = new Map<string, number>()
  readonly #vols = new Map<string, number | null>()
  readonly #volAt = new Map<string, number>()
  #freshFrom = 0

  audit(step: Step): void {
    for (const { at } of eventsOf(step, 'resumed')) this.#freshFrom = at
    const { command, outcome } = step
    if (command.type !== 'prices' || !outcome.done) return
    const { config, market } = step.before.core
    for (const [asset, { price }] of command.assets ?? []) this.#tell(`asset ${asset}`, price, command.at, config)
    for (const [coin, index] of command.indexes ?? []) this.#tell(`index ${coin}`, index, command.at, config)
    for (const [symbol, mark] of command.marks ?? []) {
      const isOption = market.instruments.get(symbol)?.instrument.kind === 'option'
      this.#tell(`mark ${symbol}`, mark, command.at, isOption ? { ...config, jumpMaxFrac: Number.MAX_VALUE } : config)
    }
    for (const [symbol, vol] of command.vols ?? []) {
      this.#vols.set(symbol, vol)
      if (vol !== null) this.#volAt.set(symbol, command.at)
    }
    this.#compare(step.after.core, command)
  }

  stoodStill(at: number): void {
    this.#freshFrom = at
  }

  /** Names of prices this position or balance depends on that may not be acted on at `at`. */
  unusable(names: Iterable<string>, at: number, { staleAfterMs }: engine.EngineConfig): readonly string[] {
    return [...new Set(names)].filter((name) => {
      const told = this.#at(name)
      return told === undefined || told <= this.#freshFrom || at - told > staleAfterMs
    })
  }

  /** Market currency per unit of an asset. */
  worth(asset: string, market: engine.EngineCore['market']): number {
    const [name] = priceOfAsset(asset, market)
    return name === undefined ? 1 : (this.#prices.get(name)?.price ?? Number.NaN)
  }

  /** A price that moves too far waits for one near it. */
  #tell(name: string, price: Decimal, at: number, { jumpMaxFrac }: engine.EngineConfig): void {
    const to = figure(price)
    const from = this.#prices.get(name)?.price
    const suspect = this.#suspects.get(name)
    const isNear = (base: number): boolean => Math.abs(to - base) <= jumpMaxFrac * base
    if (from !== undefined && !isNear(from) && !(suspect !== undefined && isNear(suspect))) {
      this.#suspects.set(name, to)
      return
    }
    this.#suspects.delete(name)
    this.#prices.set(name, { price: to, at })
  }

  #at(name: string): number | undefined {
    const [kind, rest = ''] = [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)]
    if (kind !== 'vol') return this.#prices.get(name)?.at
    return this.#vols.get(rest) === null ? undefined : this.#volAt.get(rest)
  }

  /** The engine believes what the auditor believes, as of the same instants. */
  #compare({ market }: engine.EngineCore, { assets, indexes, marks, vols }: engine.SetPrices): void {
    for (const asset of assets?.keys() ?? []) {
      const quote = market.assets.get(asset)
      this.#same(`asset ${asset}`, quote?.price, quote?.at)
    }
    for (const coin of indexes?.keys() ?? []) {
      const quote = market.underlyings.get(coin)
      this.#same(`index ${coin}`, quote?.index, quote?.at)
    }
    for (const symbol of marks?.keys() ?? []) {
      const quote = market.instruments.get(symbol)
      this.#same(`mark ${symbol}`, quote?.mark, quote?.at)
    }
    for (const symbol of vols?.keys() ?? []) {
      const vol = market.instruments.get(symbol)?.markVol ?? null
      holds(
        vol === this.#vols.get(symbol),
        'prices',
        () => `vol of ${symbol} must be ${this.#vols.get(symbol)}, is ${vol}`,
      )
    }
  }

  #same(name: string, price: Decimal | undefined, at: number | undefined): void {
    const own = this.#prices.get(name)
    const isSame = own !== undefined && price !== undefined && figure(price) === own.price && at === own.at
    holds(isSame, 'prices', () => `${name} must be ${own?.price} of ${own?.at}, is ${price} of ${at}`)
  }
}

/** Prices that a position's figures are made of. */
export function pricesOfPosition(symbol: string, { market, at }: engine.EngineCore): readonly string[] {
  const instrument = market.instruments.get(symbol)?.instrument
  if (instrument === undefined || instrument.kind === 'spot') return []
  const own = instrument.kind === 'option' ? `vol ${symbol}` : `mark ${symbol}`
  // An option that has expired is worth what it pays, whatever its volatility was.
  const isOver = instrument.kind === 'option' && instrument.expiryAt <= at
  return [...(isOver ? [] : [own]), `index ${instrument.underlying}`, ...priceOfAsset(instrument.settle, market)]
}

/** What a balance is worth: the market currency needs no price. */
export function priceOfAsset(asset: string, market: engine.EngineCore['market']): readonly string[] {
  if (asset === market.currency) return []
  return [market.assets.has(asset) || !market.underlyings.has(asset) ? `asset ${asset}` : `index ${asset}`]
}
