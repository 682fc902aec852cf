import { ExampleError, type MarginResult, margin, parseBook, parseMarket, type Result } from '@plimsoll/core'
import { decimalText } from '../import/decimal-text.ts'

/** One linear perpetual, the currency of account being its quote. */
export interface LinearLeg {
  readonly contracts: number
  readonly entryPrice: number
  readonly mark: number
  readonly leverage?: number
}

const symbol = 'COIN/USDT:USDT'
const at = '2024-01-01T00:00:00.000Z'

/** An account of one cash balance and one leg under the generic cross model, through the library's own documents. */
export function linearAccount(balance: number, { contracts, entryPrice, mark, leverage }: LinearLeg): MarginResult {
  const instrument = {
    symbol,
    kind: 'perpetual',
    underlying: 'COIN',
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
    mark: text(mark),
  }
  const position = {
    symbol,
    contracts: text(contracts),
    entryPrice: text(entryPrice),
    ...(leverage === undefined ? {} : { leverage }),
  }
  // One open tier that allows any leverage asked for: the example's own leverage decides.
  const tiers = { '*': [{ notionalMax: null, maintenanceRateFrac: 0, maintenanceDeduction: 0, leverageMax: 1000 }] }
  return account(balance, mark, instrument, position, { leverageTiers: tiers })
}

/** An account of one cash balance and one short call, linear, with these short-option rates. */
export function shortCallAccount(
  balance: number,
  option: { readonly index: number; readonly strike: number; readonly mark: number },
  rates: { readonly initialFrac: number; readonly initialFloorFrac: number; readonly maintenanceFrac: number },
): MarginResult {
  const expiry = '2024-02-01T08:00:00.000Z'
  const name = `COIN/USDT:USDT-240201-${option.strike}-C`
  const instrument = {
    symbol: name,
    kind: 'option',
    underlying: 'COIN',
    payout: 'linear',
    quote: 'USDT',
    settle: 'USDT',
    contractSize: '1',
    mark: text(option.mark),
    expiry,
    strike: text(option.strike),
    right: 'call',
    markVol: 0.5,
  }
  return account(
    balance,
    option.index,
    instrument,
    { symbol: name, contracts: '-1', entryPrice: text(option.mark) },
    { shortOptions: { '*': rates } },
  )
}

function account(
  balance: number,
  index: number,
  instrument: object,
  position: object,
  parameters: object,
): MarginResult {
  const market = parseMarket({
    format: 'plimsoll-market/1',
    at,
    currency: 'USDT',
    assets: { USDT: { price: '1', stable: true }, COIN: { price: text(index) } },
    underlyings: { COIN: { index: text(index) } },
    forwards: [{ underlying: 'COIN', expiry: '2024-02-01T08:00:00.000Z', price: text(index) }],
    instruments: [instrument],
  })
  const book = parseBook({
    format: 'plimsoll-book/1',
    account: 'example',
    balances: { USDT: text(balance) },
    positions: [position],
  })
  const document = {
    format: 'plimsoll-params/1',
    model: 'generic/cross',
    set: 'example',
    provenance: 'published',
    parameters,
  }
  return valueOrThrow(
    margin({ book: valueOrThrow(book), market: valueOrThrow(market), model: 'generic/cross', parameters: document }),
  )
}

function text(value: number): string {
  return decimalText(value) ?? String(value)
}

function valueOrThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new ExampleError('input.value', result.problems.map(({ path, message }) => `${path} ${message}`).join('; '))
}
