import type { Fields } from '../builders.ts'
import type { Random } from '../random.ts'
import { isIsolated, type NaiveLedger } from './ledger.ts'
import { type Rational, textOf } from './rational.ts'

const minute = 60_000
const assets = ['USDT', 'ETH', 'BTC']

/** Where the next command comes from. */
interface Scene {
  readonly random: Random
  readonly ledger: NaiveLedger
  readonly account: string
  readonly symbol: string
}

type Maker = (scene: Scene) => Fields

/** The next command: mostly one that can be done where the ledger stands, now and then one that cannot. */
export function arbitraryCommand(random: Random, ledger: NaiveLedger): Fields {
  const account = random.oneIn(60) ? 'nobody' : random.pick([...ledger.accounts.keys()])
  const symbol = random.oneIn(60) ? 'XRP/USDT:USDT' : random.pick([...ledger.instruments.keys()])
  const fields = random.pick(makers)({ random, ledger, account, symbol })
  return { at: laterThan(ledger, random), ...fields }
}

/** Time passes by seconds, seldom past an expiry or back. */
function laterThan({ at, instruments }: NaiveLedger, random: Random): number {
  if (random.oneIn(150)) return at - 1
  const expiries = [...instruments.values()].map(({ expiryAt }) => expiryAt).filter(Number.isFinite)
  if (random.oneIn(120)) return Math.max(at, Math.min(...expiries) + random.int(-minute, minute))
  return at + random.int(0, 5_000)
}

/** A number of so many digits after the point. */
function digits(random: Random, max: number, scale: number): string {
  return `${random.int(0, max)}.${String(random.int(0, 999_999_999)).padStart(9, '0').slice(0, scale)}`
}

function money(random: Random, max: number): string {
  if (random.oneIn(40)) return random.pick(['0', '-1', '0.000000001', '1.123456789'])
  return digits(random, max, random.pick([1, 2, 8]))
}

/** A number of contracts that is worth up to some hundred thousands. */
function contracts({ random, ledger, symbol, account }: Scene): string {
  const isCoins = !ledger.instruments.get(symbol)?.inverse || ledger.instruments.get(symbol)?.kind === 'option'
  const held = ledger.accounts.get(account)?.positions.get(symbol)?.contracts
  if (held !== undefined && random.oneIn(4)) return closing(held)
  if (random.oneIn(80)) return '0'
  const size = isCoins ? digits(random, 3, random.pick([1, 4, 9])) : String(random.int(1, 5000))
  return Number(size) === 0 ? '1' : `${random.oneIn(2) ? '-' : ''}${size}`
}

function closing({ n, d }: Rational): string {
  return textOf({ n: -n, d })
}

function near(random: Random, price: string | undefined, isOption: boolean): string {
  if (random.oneIn(100)) return random.pick(['0', '-1'])
  if (isOption) return random.pick(['0.05', '0.01', '12.5', '0.000123', '300'])
  const factor = random.int(85_000, 115_000)
  const cents = (BigInt(Math.trunc(Number(price ?? '50000') * 100)) * BigInt(factor)) / 100_000n
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}${random.pick(['', '3', '0000007'])}`
}

const fill: Maker = (scene) => {
  const { random, ledger, symbol } = scene
  const instrument = ledger.instruments.get(symbol)
  const mark = ledger.marks.get(symbol)
  const price = near(random, mark === undefined ? undefined : textOf(mark), instrument?.kind === 'option')
  const others = [...ledger.accounts.keys()]
  const accounts = random.oneIn(3) ? [scene.account, random.pick(others)] : [scene.account]
  const legs = accounts.map((account) => leg({ ...scene, account }))
  return { type: 'fill', symbol, price, legs }
}

function leg(scene: Scene): Fields {
  const { random, ledger, account, symbol } = scene
  const amount = contracts(scene)
  const fee = random.oneIn(50) ? '0.000000001' : `${random.pick(['', '', '-'])}${digits(random, 3, 8)}`
  const isHedge = ledger.accounts.get(account)?.hedge === true && ledger.instruments.get(symbol)?.kind !== 'spot'
  const isNamed = random.oneIn(60) ? !isHedge : isHedge
  if (!isNamed) return { account, contracts: amount, fee }
  const side = random.pick(['long', 'short'])
  const isOpening = random.oneIn(2)
  const size = amount.replace('-', '')
  const held = ledger.accounts.get(account)?.positions.get(`${symbol} ${side}`)?.contracts
  if (!isOpening && held !== undefined) return { account, contracts: partOf(random, held), fee, side }
  return { account, contracts: (side === 'short') === isOpening || !isOpening ? `-${size}` : size, fee, side }
}

/** A part of what is held, or all of it, the other way. */
function partOf(random: Random, { n, d }: Rational): string {
  return closing(random.oneIn(3) ? { n, d } : { n: n / 2n === 0n ? n : n / 2n, d })
}

const usual = { BTC: '50000', ETH: '2500' } as const

/** Never so far from the usual that a price waits to be confirmed. */
const prices: Maker = ({ random, ledger }) => {
  const priceOf = (coin: keyof typeof usual): string => {
    const price = near(random, usual[coin], false)
    return Number(price) > 0 ? price : usual[coin]
  }
  const indexes = { BTC: priceOf('BTC'), ETH: priceOf('ETH') }
  const marked = [...ledger.instruments].filter(([, { kind }]) => kind === 'perpetual' || kind === 'future')
  const marks = marked.map(([symbol, { base }]) => [symbol, indexes[base as keyof typeof usual]])
  const options = [...ledger.instruments].filter(([, { kind }]) => kind === 'option').map(([symbol]) => [symbol, 0.6])
  const assets = { USDT: { price: '1', stable: true } }
  return { type: 'prices', assets, indexes, marks: Object.fromEntries(marks), vols: Object.fromEntries(options) }
}

const cash: readonly Maker[] = [
  ({ random, account }) => ({ type: 'deposit', account, asset: random.pick(assets), amount: money(random, 50_000) }),
  ({ random, account }) => ({ type: 'withdraw', account, asset: random.pick(assets), amount: money(random, 20_000) }),
  ({ random, account, ledger }) => {
    const to = random.oneIn(50) ? 'nobody' : random.pick([...ledger.accounts.keys()])
    return { type: 'transfer', account, to, asset: random.pick(assets), amount: money(random, 20_000) }
  },
]

const rest: readonly Maker[] = [
  ({ random, symbol }) => ({ type: 'funding', symbol, rateFrac: rate(random) }),
  ({ random, symbol }) => ({ type: 'accrue-funding', symbol, rateFrac: rate(random) }),
  ({ random }) => {
    const rateFrac = random.oneIn(20) ? '-0.1' : digits(random, 0, random.pick([2, 5, 9]))
    return { type: 'interest', asset: random.pick(assets), rateFrac }
  },
  ({ random, symbol }) => ({ type: 'settle', symbol, price: near(random, '2500', false) }),
  ({ random, account, symbol }) => ({ type: 'set-leverage', account, symbol, leverage: random.int(1, 60) }),
  ({ random, account, symbol }) => ({ type: 'set-isolated', account, symbol, isolated: random.oneIn(2) }),
  ({ random, account }) => ({ type: 'set-hedge-mode', account, hedge: random.oneIn(3) }),
]

function rate(random: Random): string {
  return `${random.pick(['', '-'])}0.00${random.int(0, 99_999)}`
}

/** Mostly where there is an isolated position. */
const addMargin: Maker = ({ random, ledger, account, symbol }) => {
  const amount = `${random.oneIn(3) ? '-' : ''}${money(random, 2_000).replace('-', '')}`
  const isolated = [...ledger.accounts].flatMap(([id, holder]) =>
    [...holder.positions]
      .filter(([, held]) => isIsolated(holder, held.symbol))
      .map(([key, held]) => ({ id, key, held })),
  )
  if (isolated.length === 0 || random.oneIn(6)) return { type: 'add-margin', account, symbol, amount }
  const { id, key, held } = random.pick(isolated)
  const side = key === held.symbol ? {} : { side: key.slice(held.symbol.length + 1) }
  return { type: 'add-margin', account: id, symbol: held.symbol, ...side, amount }
}

const unusual: readonly Maker[] = [
  ({ random }) => ({ type: 'fund-deposit', asset: random.pick(assets), amount: money(random, 1_000) }),
  ({ account }) => ({ type: 'cancel', account, order: 'none' }),
]

/** Fills and prices come more often than the rest. */
const makers: readonly Maker[] = [
  ...Array<Maker>(10).fill(fill),
  ...Array<Maker>(3).fill(prices),
  ...Array<Maker>(3).fill(addMargin),
  ...cash,
  ...cash,
  ...rest,
  (scene) => scene.random.pick(unusual)(scene),
]
