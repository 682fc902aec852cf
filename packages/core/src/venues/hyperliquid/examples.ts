import { type ExampleRule, type Fields, numberIn, numberOr } from '../../margin/conformance.ts'
import { borrowable } from './borrowing.ts'

/** The numbers published about Hyperliquid, by the rules of this folder. */
export const hyperliquidExamples: Readonly<Record<string, ExampleRule>> = {
  'hyperliquid: portfolio margin borrowable': (inputs: Fields) => {
    const amount = borrowable({
      balance: numberIn(inputs, 'balance'),
      price: numberIn(inputs, 'price'),
      ltvFrac: numberIn(inputs, 'ltv'),
      supplyMax: numberOr(inputs, 'supply_cap', Number.MAX_VALUE),
    })
    return { borrowable: Math.min(amount, numberOr(inputs, 'borrow_cap', amount)) }
  },
}
