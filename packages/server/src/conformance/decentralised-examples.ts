import { countedQuantity, type ExampleRule, linearLiquidationPrice, numberIn } from '@plimsoll/core'

export const decentralisedRules: Readonly<Record<string, ExampleRule>> = {
  'dydx v4: isolated liquidation price': (inputs) => {
    const leg = {
      size: numberIn(inputs, 's'),
      entryPrice: numberIn(inputs, 'p'),
      maintenanceRateFrac: numberIn(inputs, 'MMF'),
      maintenanceDeduction: 0,
    }
    return linearLiquidationPrice([leg], { balance: numberIn(inputs, 'e'), otherMaintenance: 0, otherProfit: 0 })
  },
  'hyperliquid: portfolio margin borrowable': (inputs) => {
    const counted = countedQuantity(
      [{ quantityMax: null, haircutFrac: 1 - numberIn(inputs, 'ltv') }],
      numberIn(inputs, 'balance'),
    )
    return { borrowable: counted * numberIn(inputs, 'price') }
  },
}
