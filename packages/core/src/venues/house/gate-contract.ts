import { countedQuantity, type HaircutTier } from '../../margin/collateral.ts'
import { haircutsByTable } from '../../margin/table-rules.ts'
import type { Asset } from '../../market/instrument.ts'
import type { Priced } from '../../pricing/priced.ts'
import type { HouseEngine } from './engine.ts'
import { largestOf, type MostAdded, mostAdded, mostWithConcentration } from './gate-bound.ts'
import type { GateLeg } from './gate-unit.ts'

/** What a gate needs of an instrument, found once: one contract's risk, and the most that a fill can do besides. */
export interface GateContract extends Omit<GateLeg, 'contracts'> {
  readonly priced: Priced
  readonly underlying: string
  readonly index: number
  /** Largest entry of the row. */
  readonly rowMax: number
  /** The most one contract bought, and one sold, can add to maintenance margin; concentration apart. */
  readonly bought: MostAdded
  readonly sold: MostAdded
  /** The same with concentration. */
  readonly boughtMax: number
  readonly soldMax: number
  /** What a unit of market currency loses at most when it comes into the balance of the settlement asset. */
  readonly inflowLossFrac: number
  /** The most that a unit of market currency in the settlement coin, gained or lost, can add to initial margin; 0 in cash. */
  readonly coinInitialMax: number
}

/** Instruments as the gates of one model see them; what is not stable moves with the market. */
export interface GateContracts {
  contractOf(priced: Priced, stableAssets: ReadonlySet<Asset>): GateContract
  counted(asset: Asset, quantity: number): number
}

export function gateContracts(engine: HouseEngine): GateContracts {
  const { memory, parameters } = engine
  const known = new WeakMap<Priced, GateContract>()
  const haircutsOf = haircutsByTable(parameters.tables.haircuts)

  function make(priced: Priced, isCoin: boolean): GateContract {
    const { underlying, quote, settle } = priced.instrument
    const { row, deltaValue, years, series, index } = memory.riskOf(priced)
    const plan = memory.planOf(underlying)
    const leg = { row, deltaValue, years, quote, series, size: priced.size }
    const [bought, sold] = [1, -1].map((one) => mostAdded({ ...leg, contracts: one }, index, plan, parameters)) as [
      MostAdded,
      MostAdded,
    ]
    return {
      ...leg,
      priced,
      underlying,
      index,
      rowMax: largestOf(row),
      bought,
      sold,
      boughtMax: mostWithConcentration(bought, parameters),
      soldMax: mostWithConcentration(sold, parameters),
      inflowLossFrac: inflowLoss(haircutsOf(settle)),
      coinInitialMax: isCoin ? parameters.initialFactor * coinMaintenanceMax(settle, engine) : 0,
    }
  }

  return {
    contractOf: (priced, stableAssets) => {
      const found = known.get(priced)
      if (found !== undefined) return found
      const contract = make(priced, !stableAssets.has(priced.instrument.settle))
      known.set(priced, contract)
      return contract
    },
    counted: (asset, quantity) => countedQuantity(haircutsOf(asset), quantity),
  }
}

/** Above a bounded last tier nothing counts. */
function inflowLoss(tiers: readonly HaircutTier[]): number {
  return tiers.at(-1)?.quantityMax === null ? Math.max(...tiers.map(({ haircutFrac }) => haircutFrac)) : 1
}

function coinMaintenanceMax(coin: Asset, { memory, parameters }: HouseEngine): number {
  const plan = memory.planOf(coin)
  const unit = { row: plan.unitRow, deltaValue: 1, years: 0, quote: '', series: '', size: 1 }
  const most = (contracts: number): number =>
    mostWithConcentration(mostAdded({ ...unit, contracts }, 1, plan, parameters), parameters)
  return Math.max(most(1), most(-1))
}

/**
 * The most that filling at `price` takes from what is free, besides the margin of the position itself, market currency:
 * the difference to a better mark, what a haircut takes of money that comes in, and the margin of coins that move.
 */
export function fillCost(contract: GateContract, contracts: number, price: number): number {
  const { priced, inflowLossFrac, coinInitialMax } = contract
  const { instrument, size, mark, settlePrice, option } = priced
  const exposure = contracts * size * settlePrice
  const isInverse = option === undefined && instrument.payout === 'inverse'
  const loss = isInverse ? exposure * (1 / mark - 1 / price) : exposure * (price - mark)
  const premium = option === undefined ? 0 : exposure * price
  const inflow = option === undefined ? Math.max(0, -loss) : Math.max(0, -premium)
  const moved = option === undefined ? Math.abs(loss) : Math.abs(premium)
  return Math.max(0, loss) + inflowLossFrac * inflow + coinInitialMax * moved
}
