import { Decimal, type MarketSnapshot, parseMarket } from '@plimsoll/core'
import type { StatedContractSize } from '../import/ccxt-positions.ts'
import { InputError, type InputProblem, inFile } from './input-problem.ts'
import { parseJson } from './json.ts'
import type { Source } from './read-text.ts'

/** @throws InputError with every problem of the file. */
export function loadMarket(source: Source): MarketSnapshot {
  const document = parseJson(source.text, source.name)
  if (!document.ok) throw new InputError(document.problems)
  const parsed = parseMarket(document.value)
  if (!parsed.ok) throw new InputError(inFile(source.name, parsed.problems))
  return parsed.value
}

/** Contracts of another size than the market's would be counted wrongly, by orders of magnitude. */
export function contractSizeProblems(
  stated: readonly StatedContractSize[],
  market: MarketSnapshot,
  file: string,
): readonly InputProblem[] {
  return stated.flatMap(({ symbol, contractSize, path }) => {
    const instrument = market.instruments.get(symbol)?.instrument
    if (
      instrument === undefined ||
      instrument.kind === 'spot' ||
      instrument.contractSize.equals(Decimal.of(contractSize))
    )
      return []
    const message = `must be ${instrument.contractSize} as in the market, is ${contractSize}`
    return [{ code: 'document.value' as const, file, path, message }]
  })
}
