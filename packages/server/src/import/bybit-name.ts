import { type ContractTerms, dayOfText, quarterOfCode } from './contract-listing.ts'

/**
 * What a Bybit symbol says, with the category it is listed in: linear `BTCUSDT`, `BTCPERP`, `BTC-26DEC25`, `BTCUSDT-26DEC25`,
 * inverse `BTCUSD`, `BTCUSDZ25`, options `BTC-26DEC25-100000-C`, with `-USDT` when they settle in it. Undefined for what is none.
 */
export function bybitTerms(id: string, category: string): ContractTerms | undefined {
  if (category === 'option') return optionTerms(id)
  return category === 'inverse' ? inverseTerms(id) : linearTerms(id)
}

function linearTerms(id: string): ContractTerms | undefined {
  const [, base, word, day] = /^([A-Z0-9]+?)(USDT|PERP|USDC)?(?:-(\d{1,2}[A-Z]{3}\d{2}))?$/.exec(id) ?? []
  if (base === undefined || (word === undefined && day === undefined)) return undefined
  const quote = word === 'USDT' ? 'USDT' : 'USDC'
  const expiryMs = day === undefined ? undefined : dayOfText(day)
  if (day !== undefined && expiryMs === undefined) return undefined
  return { id, base, quote, settle: quote, ...(expiryMs === undefined ? {} : { expiryMs }) }
}

function inverseTerms(id: string): ContractTerms | undefined {
  const [, base, code] = /^([A-Z0-9]+?)USD([HMUZ]\d{2})?$/.exec(id) ?? []
  if (base === undefined) return undefined
  const expiryMs = code === undefined ? undefined : quarterOfCode(code)
  return { id, base, quote: 'USD', settle: base, ...(expiryMs === undefined ? {} : { expiryMs }) }
}

function optionTerms(id: string): ContractTerms | undefined {
  const parts = /^([A-Z0-9]+)-(\d{1,2}[A-Z]{3}\d{2})-([\d.]+)-([CP])(?:-(USDT|USDC))?$/.exec(id)
  const [, base, day = '', strike = '', right, quote = 'USDC'] = parts ?? []
  const expiryMs = dayOfText(day)
  if (base === undefined || expiryMs === undefined) return undefined
  const option = { strike, right: right === 'C' ? ('call' as const) : ('put' as const) }
  return { id, base, quote, settle: quote, expiryMs, option }
}
