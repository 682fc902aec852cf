import { ExampleError, type Fields, numberIn, numberOr, recordIn, recordsIn, textIn } from '../../margin/conformance.ts'
import { borrowFee, borrowRates } from './borrowing.ts'
import type { PositionBuilderResult, RiskUnitData } from './builder-report.ts'
import { ruleOf } from './coin-rule.ts'
import { keyLike, totalIn } from './example-inputs.ts'
import type { BorrowTier, PortfolioParameters, PortfolioRules } from './parameters.ts'
import { currentPortfolio } from './params-portfolio.ts'
import { type BuilderPosition, type BuilderRequest, positionBuilder } from './position-builder.ts'
import { marginRatio, portfolioInitial } from './unit-margin.ts'

/** An answer of the position builder from its question: the account's figures, and of the unit that is asked for its own. */
export function riskUnitExample(inputs: Fields): unknown {
  if (inputs['positions'] === undefined) return totalsExample(inputs)
  const result = positionBuilder(requestIn(inputs), parametersIn(inputs))
  const asked = result.riskUnitData.find(({ riskUnit }) => riskUnit === inputs['riskUnit'])
  return { ...accountFigures(result), ...(asked === undefined ? unitsByName(result) : unitFigures(asked)) }
}

function requestIn(inputs: Fields): BuilderRequest {
  const positions = recordsIn(inputs, 'positions').map(positionIn)
  const assets = inputs['assets'] === undefined ? {} : numbersOf(recordIn(inputs, 'assets'))
  const coinPrices = inputs['coin_usd'] === undefined ? {} : numbersOf(recordIn(inputs, 'coin_usd'))
  const priced = new Set(['USDT', 'USDC', 'USD', ...Object.keys(coinPrices), ...positions.map(({ coin }) => coin)])
  for (const asset of Object.keys(assets))
    if (!priced.has(asset)) throw new ExampleError('input.missing', `coin_usd.${asset} must be given`)
  const quotePrices = { USDT: numberOr(inputs, 'usdt_usd', 1), USDC: numberOr(inputs, 'usdc_usd', 1), USD: 1 }
  return { positions, assets, coinPrices, quotePrices }
}

/** The account's figures where an example states its units' margins and its debt instead of positions. */
function totalsExample(inputs: Fields): unknown {
  const { rules, account } = parametersIn({ ...inputs, positions: [] })
  const derivMmr = totalOf(inputs, /(unit|deriv).*mmr|mmr.*(unit|deriv)/i)
  const eq = totalOf(inputs, /^(adj)?eq$/i)
  const isStated = keyLike(inputs, /liab/i) !== undefined
  const liability = isStated ? Math.abs(totalOf(inputs, /liab/i)) : Math.max(0, -eq)
  const { mmrFrac, imrFrac } = borrowRates(account.borrowTiers['USDT'] as readonly BorrowTier[], liability)
  const [borrowMmr, borrowImr] = [liability * mmrFrac, liability * imrFrac]
  const totalMmr = derivMmr + borrowMmr
  const fee = borrowFee(liability, borrowMmr, rules.borrowFeeFrac)
  const totalImr = portfolioInitial(derivMmr, rules.initialFactor) + borrowImr
  return { derivMmr, borrowMmr, borrowImr, totalMmr, totalImr, fee, eq, marginRatio: marginRatio(eq, totalMmr, fee) }
}

/** A number under a name like this, or the sum of a list or an object of numbers; 0 without one. */
function totalOf(inputs: Fields, pattern: RegExp): number {
  const key = keyLike(inputs, pattern)
  return key === undefined ? 0 : totalIn(inputs, key)
}

function accountFigures(result: PositionBuilderResult): Fields {
  const borrowImr = result.assets.reduce((sum, asset) => sum + asset.borrowImr, 0)
  const equities = result.assets.flatMap(({ ccy, availEq, borrowImr, spotInUse }) => [
    [`availEq@${ccy}`, availEq],
    [`spotInUse@${ccy}`, spotInUse],
    [`${ccy}_equity`, availEq],
    [`borrowImr@${ccy}`, borrowImr],
  ])
  const owed = result.assets.find(({ availEq }) => availEq < 0) ?? result.assets[0]
  return {
    ...result,
    adjEq: result.eq,
    borrowImr,
    availEq: owed?.availEq ?? 0,
    spotInUse: result.assets.find(({ spotInUse }) => spotInUse !== 0)?.spotInUse ?? 0,
    mr8: result.borrowMmr,
    ...Object.fromEntries(equities),
  }
}

function unitsByName({ riskUnitData }: PositionBuilderResult): Fields {
  return Object.fromEntries(
    riskUnitData.flatMap((unit) =>
      Object.entries(unitFigures(unit)).flatMap(([key, value]) => [
        [`${unit.riskUnit}.${key}`, value],
        [`${unit.riskUnit}_${key}`, value],
      ]),
    ),
  )
}

function unitFigures(unit: RiskUnitData): Fields {
  const profits = Object.entries(unit.mr1Scenarios.volSame).map(([move, pnl]) => [`pnl@${move}`, pnl])
  return {
    ...unit,
    ...Object.fromEntries(profits),
    mr1_pnl: unit.mr1FinalResult.pnl,
    mr6_pnl: unit.mr6FinalResult.pnl,
  }
}

function positionIn(fields: Fields): BuilderPosition {
  const [coin = '', quote = ''] = textIn(fields, 'instId').split('-')
  if (quote !== 'USDT' && quote !== 'USDC')
    throw new ExampleError('input.value', `instId must be linear, is ${coin}-${quote}`)
  const index = keyLike(fields, /^(index|idx)/i)
  return {
    coin,
    quote,
    pos: numberIn(fields, 'pos'),
    ctVal: numberIn(fields, 'ctVal'),
    avgPx: numberIn(fields, 'avgPx'),
    markPx: numberIn(fields, 'markPx'),
    indexPx: index === undefined ? numberIn(fields, 'markPx') : numberIn(fields, index),
    years: numberOr(fields, 'years', 0),
    ...(fields['notionalUsd'] === undefined ? {} : { notionalUsd: Math.abs(numberIn(fields, 'notionalUsd')) }),
  }
}

/** The current set with what the example states of its own. */
function parametersIn(inputs: Fields): PortfolioParameters {
  const { rules, account } = currentPortfolio
  const coins = new Set(recordsIn(inputs, 'positions').map((row) => textIn(row, 'instId').split('-')[0] as string))
  const [[, mmrFrac, imrFrac]] = account.borrowTiers['USDT'] as readonly [BorrowTier]
  const borrowTier = [
    null,
    namedRate(inputs, /^borrow.*mmr|^mmr.*borrow/i) ?? mmrFrac,
    namedRate(inputs, /^borrow.*imr|^imr.*borrow/i) ?? imrFrac,
  ] as const
  return {
    rules: {
      ...rules,
      ...ratesIn(inputs, [...coins], rules),
      extremeLossFrac: numberOr(inputs, 'mr6Factor', rules.extremeLossFrac),
      initialFactor: numberOr(inputs, 'imrFactor', rules.initialFactor),
      borrowFeeFrac: namedRate(inputs, /fee/i) ?? rules.borrowFeeFrac,
    },
    account: { ...account, borrowTiers: { ...account.borrowTiers, USDT: [borrowTier] } },
  }
}

/** Rows of the coins an example states something of, before the set's own. */
function ratesIn(inputs: Fields, coins: readonly string[], rules: PortfolioRules): Partial<PortfolioRules> {
  const unit = inputs['riskUnit']
  const rate = (name: string, coin: string): number | undefined => {
    const value = inputs[name]
    if (typeof value === 'number') return unit === undefined || unit === coin ? value : undefined
    if (value === undefined) return undefined
    const rates = recordIn(inputs, name)
    return rates[coin] === undefined ? undefined : numberIn(rates, coin)
  }
  const shocks = inputs['shocks'] === undefined ? {} : recordIn(inputs, 'shocks')
  const extremes = inputs['extreme'] === undefined ? {} : recordIn(inputs, 'extreme')
  return {
    spotShocks: [...coins.flatMap((coin) => shockOf(shocks, coin)), ...rules.spotShocks],
    extremeMoves: [
      ...coins.flatMap((coin) =>
        extremes[coin] === undefined ? [] : [{ coins: [coin], moveFrac: Math.abs(numberIn(extremes, coin)) }],
      ),
      ...rules.extremeMoves,
    ],
    basisMoves: [
      ...coins.flatMap((coin) => {
        const legFrac = rate('mr4Rate', coin)
        return legFrac === undefined ? [] : [{ ...ruleOf(rules.basisMoves, coin), coins: [coin], legFrac }]
      }),
      ...rules.basisMoves,
    ],
    reductionCosts: [
      ...coins.flatMap((coin) => {
        const perpetualFrac = rate('mr7Rate', coin)
        const row = ruleOf(rules.reductionCosts, coin)
        return perpetualFrac === undefined ? [] : [{ ...row, coins: [coin], perpetualFrac, futureFrac: perpetualFrac }]
      }),
      ...rules.reductionCosts,
    ],
  }
}

function shockOf(shocks: Fields, coin: string): PortfolioRules['spotShocks'] {
  const listed = shocks[coin]
  if (!Array.isArray(listed)) return []
  const movesFrac = [...new Set([0, ...listed.map((move) => Math.abs(move as number))])].sort((a, b) => a - b)
  return [{ coins: [coin], movesFrac }]
}

/** A number between 0 and 1 under a name like this. */
function namedRate(inputs: Fields, pattern: RegExp): number | undefined {
  const key = keyLike(inputs, pattern)
  const value = key === undefined ? undefined : inputs[key]
  return typeof value === 'number' && value >= 0 && value < 1 ? value : undefined
}

function numbersOf(fields: Fields): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, numberIn(fields, key)]))
}
