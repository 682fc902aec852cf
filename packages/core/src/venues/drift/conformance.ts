import { type Conformance, type Fields, numberIn, numberOr, recordIn, recordsIn } from '../../margin/conformance.ts'
import { healthOf } from '../../margin/weighted-health.ts'
import { fromUnits, toUnits, wholeUnits } from '../../num/fixed-point.ts'
import {
  marginRatio,
  type OraclePrice,
  type PerpHolding,
  perpLine,
  perpRequirement,
  priceOne,
  type SpotHolding,
  spotLine,
} from './health-lines.ts'
import { baseToCover, liabilityToCover, scaleUp } from './liquidation-size.ts'
import { scaledInitialWeight, sizeDiscountWeight, sizePremiumWeight } from './size-weights.ts'

function whole(fields: Fields, name: string): bigint {
  return wholeUnits(numberIn(fields, name))
}

function wholeOr(fields: Fields, name: string, otherwise: number): bigint {
  return wholeUnits(numberOr(fields, name, otherwise))
}

const asNumber = (units: bigint): number => fromUnits(units, 1)
const millionths = (fields: Fields, name: string): bigint => toUnits(numberIn(fields, name), 1e6)

/** Answers `drift-margin` files: integers as their `meta` says. */
function marginVector(vector: Fields): unknown {
  const input = recordIn(vector, 'input')
  const spots = recordsIn(input, 'spots').map(spotOf)
  const [quote] = spots
  const perps = recordsIn(input, 'perps').map((fields, i) =>
    perpOf(fields, i, quote?.price ?? { now: priceOne, average: priceOne }),
  )
  const sums = (kind: 'initial' | 'maintenance') =>
    healthOf([
      ...spots.map((spot) => spotLine(spot, kind, kind === 'initial')),
      ...perps.map((perp) => perpLine(perp, kind, kind === 'initial')),
    ])
  const [initial, maintenance] = [sums('initial'), sums('maintenance')]
  return {
    initialMarginRequirement: asNumber(initial.asked),
    maintenanceMarginRequirement: asNumber(maintenance.asked),
    totalCollateralInitialStrict: asNumber(initial.backing),
    totalCollateralMaintenance: asNumber(maintenance.backing),
  }
}

/** The first token is the quote token, as on the venue. */
function spotOf(fields: Fields, i: number): SpotHolding {
  return {
    name: `spot ${i}`,
    riskFactor: `spot ${i}`,
    amount: amountOf(fields),
    price: oracleOf(fields),
    isQuote: i === 0,
    initialAsset: whole(fields, 'initialAssetWeight'),
    maintenanceAsset: whole(fields, 'maintenanceAssetWeight'),
    initialLiability: whole(fields, 'initialLiabilityWeight'),
    maintenanceLiability: whole(fields, 'maintenanceLiabilityWeight'),
    imf: wholeOr(fields, 'imfFactor', 0),
    scale: null,
  }
}

/** Billionths, in whole units of the token: a deposit is cut to them, a borrow is rounded up. */
function amountOf(fields: Fields): bigint {
  const amount = whole(fields, 'amountE9')
  const unit = scaleUp(9 - numberOr(fields, 'decimals', 9))
  const rest = amount % unit
  return amount < 0n && rest !== 0n ? amount - rest - unit : amount - rest
}

function perpOf(fields: Fields, i: number, quotePrice: OraclePrice): PerpHolding {
  return {
    name: `perp ${i}`,
    riskFactor: `perp ${i}`,
    base: whole(fields, 'baseE9'),
    bids: wholeOr(fields, 'openBidsE9', 0),
    asks: -wholeOr(fields, 'openAsksE9', 0),
    orderCount: wholeOr(fields, 'openOrders', 0),
    quote: whole(fields, 'quoteE6'),
    price: whole(fields, 'oracleE6'),
    quotePrice,
    initialRatio: whole(fields, 'marginRatioInitial'),
    maintenanceRatio: whole(fields, 'marginRatioMaintenance'),
    imf: wholeOr(fields, 'imfFactor', 0),
    initialProfitWeight: wholeOr(fields, 'upnlInitialAssetWeight', 10_000),
    maintenanceProfitWeight: wholeOr(fields, 'upnlMaintenanceAssetWeight', 10_000),
    profitImf: wholeOr(fields, 'upnlImfFactor', 0),
    // The client that made the vectors has no bound on profit; the program has.
    initialProfitMax: null,
    orderCharge: 10_000n,
  }
}

/** Where no average is given, it is the oracle's price. */
function oracleOf(fields: Fields): OraclePrice {
  const now = whole(fields, 'oracleE6')
  return { now, average: wholeOr(fields, 'twapE6', asNumber(now)) }
}

/** Size, IMF factor and weight of a weight example. */
function weightInputs(inputs: Fields): readonly [bigint, bigint, bigint] {
  return [whole(inputs, 'size_1e9'), whole(inputs, 'imf_1e6'), whole(inputs, 'weight')]
}

function perpInitial(inputs: Fields): number {
  const base = whole(inputs, 'base')
  const size = base < 0n ? -base : base
  const ratio = whole(inputs, 'mr')
  const terms = { imf: whole(inputs, 'imf'), initialRatio: ratio, maintenanceRatio: ratio }
  return asNumber(perpRequirement(size, millionths(inputs, 'price'), marginRatio(terms, 'initial', size), priceOne))
}

/** Where a key is left out there is no fee, and the quote token is at par. */
export const conformance: Conformance = {
  examples: {
    'drift v2: size-adjusted asset weight (1e4=100%)': (inputs) =>
      asNumber(sizeDiscountWeight(...weightInputs(inputs))),
    'drift v2: size-adjusted liability weight (1e4=100%)': (inputs) =>
      asNumber(sizePremiumWeight(...weightInputs(inputs))),
    'drift v2: scaled initial asset weight': (inputs) =>
      asNumber(
        scaledInitialWeight(
          whole(inputs, 'weight'),
          millionths(inputs, 'start_usd'),
          toUnits(numberIn(inputs, 'deposits_sol') * numberIn(inputs, 'price'), 1e6),
        ),
      ),
    'drift v2: perp initial margin with imf (1e6 usd)': perpInitial,
    'drift v2: base to liquidate to cover shortage (1e9)': (inputs) =>
      asNumber(
        baseToCover({
          shortage: whole(inputs, 'shortage_1e6'),
          marginRatio: whole(inputs, 'margin_ratio_1e4'),
          liquidatorFee: wholeOr(inputs, 'liq_fee_1e6', 0),
          insuranceFee: wholeOr(inputs, 'if_fee_1e6', 0),
          price: whole(inputs, 'price_1e6'),
          quotePrice: wholeOr(inputs, 'quote_price_1e6', 1_000_000),
        }),
      ),
    'drift v2: liability transfer to cover shortage': (inputs) =>
      asNumber(
        liabilityToCover({
          shortage: whole(inputs, 'shortage'),
          assetWeight: whole(inputs, 'asset_w'),
          assetMultiplier: wholeOr(inputs, 'asset_mult', 1_000_000),
          liabilityWeight: whole(inputs, 'liab_w'),
          liabilityMultiplier: wholeOr(inputs, 'liab_mult', 1_000_000),
          liabilityDecimals: numberIn(inputs, 'decimals'),
          liabilityPrice: whole(inputs, 'price'),
          insuranceFee: wholeOr(inputs, 'if_fee', 0),
        }),
      ),
  },
  vectors: { 'drift-margin': marginVector },
}
