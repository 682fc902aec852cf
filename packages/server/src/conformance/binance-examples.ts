import {
  ExampleError,
  type ExampleRule,
  linearLiquidationPrice,
  listIn,
  numberIn,
  recordIn,
  tierDeductions,
  tierMaintenance,
} from '@plimsoll/core'
import { linearAccount } from './linear-account.ts'

type Fields = Readonly<Record<string, unknown>>

/** Symbols of the venue's own pages: WB wallet balance, EP entry price, MMR maintenance rate, cum maintenance amount. */
export const binanceRules: Readonly<Record<string, ExampleRule>> = {
  'binance: USDM maintenance margin': (inputs) => {
    const tier = {
      notionalMax: null,
      maintenanceRateFrac: numberIn(inputs, 'MMR'),
      maintenanceDeduction: numberIn(inputs, 'cum'),
      leverageMax: 1,
    }
    return tierMaintenance(tier, numberIn(inputs, 'notional'), false)
  },
  'binance: USDM unrealised PnL': (inputs) => {
    const leg = {
      contracts: numberIn(inputs, 'qty'),
      entryPrice: numberIn(inputs, 'EP'),
      mark: numberIn(inputs, 'mark'),
    }
    return linearAccount(0, leg).positions[0]?.unrealizedPnl
  },
  'binance: USDM cross liquidation price, one-way': (inputs) =>
    linearLiquidationPrice([legOf(inputs)], {
      balance: numberIn(inputs, 'WB'),
      otherMaintenance: numberIn(inputs, 'TMM'),
      otherProfit: numberIn(inputs, 'UPNL'),
    }),
  'binance: USDM isolated liquidation price': (inputs) =>
    linearLiquidationPrice([legOf(inputs)], { balance: numberIn(inputs, 'WB'), otherMaintenance: 0, otherProfit: 0 }),
  'binance: COINM maintenance amount, 300 BTC position': coinMaintenanceAmount,
}

function legOf(inputs: Fields): Parameters<typeof linearLiquidationPrice>[0][number] {
  const position = recordIn(inputs, 'pos')
  return {
    size: numberIn(inputs, 'side') * numberIn(position, 'qty'),
    entryPrice: numberIn(position, 'EP'),
    maintenanceRateFrac: numberIn(position, 'MMR'),
    maintenanceDeduction: numberIn(position, 'cum'),
  }
}

/** Rate of the fifth bracket of BTC coin-margined contracts, 50 to 100 BTC, which the example starts from. */
const fifthBracketRateFrac = 0.05

/** Maintenance amount of the bracket a position is in, from that of the fifth and the [floor, rate] of those above it. */
function coinMaintenanceAmount(inputs: Fields): number {
  const size = numberIn(inputs, 'position_btc')
  const above = listIn(inputs, 'brackets')
    .map(bracketOf)
    .filter(({ floor }) => floor < size)
  const tiers = [{ rate: fifthBracketRateFrac }, ...above].map(({ rate }, i) => ({
    notionalMax: above[i]?.floor ?? null,
    maintenanceRateFrac: rate,
  }))
  return numberIn(inputs, 'cum5') + (tierDeductions(tiers).at(-1) ?? 0)
}

function bracketOf(bracket: unknown): { readonly floor: number; readonly rate: number } {
  const [floor, rate] = Array.isArray(bracket) ? bracket : []
  if (typeof floor === 'number' && typeof rate === 'number') return { floor, rate }
  throw new ExampleError('input.value', `a bracket must be [floor, rate], is ${JSON.stringify(bracket)}`)
}
