import type { MarginResult, PoolResult } from '../data/core-types.ts'
import { money, percent } from '../format/format.ts'
import { standingMeaning, standingWords } from '../standing/standing.ts'
import { roomOf, worstPoolOf } from '../strip/room.ts'
import type { ExplainedInput, Explanation } from './explanation.ts'

export function explainUse(margin: MarginResult, value: string): Explanation {
  const pool = worstPoolOf(margin)
  const ratio =
    margin.marginRatio === null
      ? []
      : [
          `The inverse, adjusted equity ÷ maintenance margin, is ${percent(margin.marginRatio, 0)}: some venues show that as margin ratio.`,
        ]
  return {
    title: 'Maintenance margin used',
    value,
    words: 'Maintenance margin ÷ adjusted equity. 0 % is idle, 100 % is liquidation.',
    inputs: pool === undefined ? [] : [...poolInputs(pool), trigger(pool)],
    notes: [`${standingWords[margin.standing]}: ${standingMeaning[margin.standing]}`, ...ratio, ...poolNotes(margin)],
  }
}

export function explainRoom(margin: MarginResult): Explanation {
  const pool = worstPoolOf(margin)
  return {
    title: 'Room before liquidation',
    value: money(roomOf(pool), pool?.currency ?? margin.currency),
    words:
      'Adjusted equity − maintenance margin ÷ trigger: what can be lost, if the requirement stays as it is, before liquidation.',
    inputs: pool === undefined ? [] : [...poolInputs(pool), trigger(pool)],
    notes: [
      'A price move changes the requirement too; the nearest liquidation move takes that into account, this figure does not.',
      ...poolNotes(margin),
    ],
  }
}

export function explainFree(margin: MarginResult): Explanation {
  const { currency, adjustedEquity, initialMargin, freeCollateral } = margin
  return {
    title: 'Free to open',
    value: money(freeCollateral, currency),
    words:
      'Adjusted equity − initial margin, open orders included. Negative is what the account is short of before it may open anything.',
    inputs: [
      {
        name: 'Adjusted equity',
        value: money(adjustedEquity, currency),
        from: 'balances after haircuts, profit and option value where the mode counts them',
      },
      { name: 'Initial margin', value: money(initialMargin, currency), from: `model ${margin.model}` },
    ],
    notes:
      margin.pools.length > 1
        ? ['Sum over all pools: what is set aside in an isolated pool cannot open another position.']
        : [],
  }
}

function poolInputs({ currency, equity, adjustedEquity, maintenanceMargin }: PoolResult): readonly ExplainedInput[] {
  return [
    {
      name: 'Equity',
      value: money(equity, currency),
      from: 'balances + unrealised profit + option value, at the marks of the snapshot',
    },
    { name: 'Adjusted equity', value: money(adjustedEquity, currency), from: 'equity after haircuts; see Collateral' },
    {
      name: 'Maintenance margin',
      value: money(maintenanceMargin, currency),
      from: 'see What makes the maintenance margin',
    },
  ]
}

function trigger({ trigger: use }: PoolResult): ExplainedInput {
  return { name: 'Trigger', value: percent(use, 1), from: 'use at which this venue or model liquidates' }
}

function poolNotes({ pools, worstPool }: MarginResult): readonly string[] {
  return pools.length > 1
    ? [
        `The account has ${pools.length} pools that do not share collateral. This is “${worstPool}”, the nearest to liquidation.`,
      ]
    : []
}
