import type { PlannedBook } from './book.ts'
import type { BookOutcome } from './run-mode.ts'

/** What a mode did to some of the books, USDT. */
export interface Summary {
  /** Planned. */
  readonly books: number
  readonly opened: number
  /** Came to the call line. */
  readonly called: number
  readonly liquidatedWholly: number
  readonly liquidatedPartly: number
  /** Notional traded by liquidations. */
  readonly volume: number
  /** Liquidation fees. */
  readonly fees: number
  readonly slippage: number
  /** Margin left over when positions were taken over, kept by the fund. */
  readonly surplus: number
  /** Losses beyond what the accounts had: paid by the fund, by deleveraging, by sharing out, or by the venue. */
  readonly bankruptcy: number
  readonly deleveragedBooks: number
  /** Notional of healthy positions that were closed against bankrupt ones. */
  readonly deleveragedVolume: number
  /** Paid of losses that were shared out. */
  readonly socialised: number
  /** From each book's opening to the end, of all of them together. */
  readonly profit: number
  /** The same had every book kept what it opened, and lost at most all it had. */
  readonly profitHeld: number
  /** What the liquidated ones would have more at the end had they held on; negative where liquidation saved them. */
  readonly beyondHolding: number
}

/** A planned book with what became of it. */
export interface Case {
  readonly book: PlannedBook
  readonly outcome: BookOutcome
}

export function summaryOf(cases: readonly Case[]): Summary {
  const sum = (of: (outcome: BookOutcome) => number): number => {
    let total = 0
    for (const { outcome } of cases) total += of(outcome)
    return cents(total)
  }
  const count = (is: (outcome: BookOutcome) => boolean): number => cases.filter(({ outcome }) => is(outcome)).length
  return {
    books: cases.length,
    opened: count(({ opened }) => opened),
    called: count(({ called }) => called),
    liquidatedWholly: count(({ liquidated }) => liquidated === 'wholly'),
    liquidatedPartly: count(({ liquidated }) => liquidated === 'partly'),
    volume: sum(({ volume }) => volume),
    fees: sum(({ fees }) => fees),
    slippage: sum(({ slippage }) => slippage),
    surplus: sum(({ surplus }) => surplus),
    bankruptcy: sum(({ bankruptcy }) => bankruptcy),
    deleveragedBooks: count(({ deleveraged }) => deleveraged > 0),
    deleveragedVolume: sum(({ deleveraged }) => deleveraged),
    socialised: sum(({ socialised }) => socialised),
    profit: sum(({ profit }) => profit),
    profitHeld: sum(({ profitHeld }) => profitHeld),
    beyondHolding: sum(({ liquidated, profit, profitHeld }) => (liquidated === 'not' ? 0 : profitHeld - profit)),
  }
}

/** Rounded to cents. */
export function cents(amount: number): number {
  const rounded = Math.round(amount * 100) / 100
  return rounded === 0 ? 0 : rounded
}

/** Gross notional ÷ collateral at the opening, in steps. */
export const leverageSteps: readonly { readonly name: string; readonly max: number }[] = [
  { name: 'up to 2', max: 2 },
  { name: '2 to 5', max: 5 },
  { name: '5 to 10', max: 10 },
  { name: '10 to 25', max: 25 },
  { name: 'above 25', max: Number.POSITIVE_INFINITY },
]

export function leverageStepOf({ effectiveLeverage }: PlannedBook): string {
  return leverageSteps.find(({ max }) => effectiveLeverage <= max)?.name ?? ''
}
