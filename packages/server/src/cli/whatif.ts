import { type Book, type BookChange, Decimal, type ModeSwitchCheck, type WhatIfResult, whatIf } from '@plimsoll/core'
import { valueOrThrow } from '../input/library-value.ts'
import { marginModes } from '../input/margin-modes.ts'
import { modeSwitchText } from '../print/mode-switch-text.ts'
import { whatIfText } from '../print/what-if-text.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { loadRequest } from './load-request.ts'
import { judgeSwitch, loadModePolicy } from './mode-policy.ts'
import { exitCodeOfMargin } from './outcome.ts'
import type { Output } from './output.ts'
import type { RequestOptions } from './request-options.ts'
import { oneOf, UsageError } from './usage-error.ts'

/** One change as given: the name of its option and the text. */
export interface GivenChange {
  readonly option: string
  readonly value: string
}

interface WhatIfOptions extends RequestOptions {
  readonly policy?: string
}

/** `plimsoll whatif`: the account before and after, and whether a policy lets it switch. */
export async function runWhatIf(
  bookPath: string | undefined,
  { mode, policy, ...options }: WhatIfOptions,
  given: readonly GivenChange[],
  output: Output,
): Promise<ExitCode> {
  const changes = given.map(changeOf)
  if (changes.length === 0) throw new UsageError('whatif needs a change: --add, --close, --balance or --mode')
  if (policy !== undefined && mode === undefined)
    throw new UsageError('--policy is about a switch of mode: it needs --mode')
  const { request, files, notes } = await loadRequest(bookPath, options)
  for (const note of [...notes, ...sideNotes(request.book, changes)]) output.note(`note: ${note}`)
  const rules = policy === undefined ? undefined : await loadModePolicy(policy)
  const result = valueOrThrow(whatIf(request, changes), files)
  const modeSwitch = rules && judgeSwitch(result, rules)
  if (options.json) output.json(modeSwitch === undefined ? result : { ...result, modeSwitch })
  else {
    if (modeSwitch !== undefined) output.print(`${modeSwitchText(modeSwitch, result, output.terminal)}\n`)
    output.print(whatIfText(result, output.terminal))
  }
  return exitCodeOfWhatIf(result, modeSwitch)
}

/** An unknown figure outranks a refused switch, as it outranks a breached rule. */
function exitCodeOfWhatIf({ before, after }: WhatIfResult, modeSwitch: ModeSwitchCheck | null | undefined): ExitCode {
  const code = Math.max(exitCodeOfMargin(before), exitCodeOfMargin(after)) as ExitCode
  return code === exitCode.fine && modeSwitch?.verdict === 'refused' ? exitCode.breached : code
}

function changeOf({ option, value }: GivenChange): BookChange {
  switch (option) {
    case 'add':
      return legOf(value)
    case 'close':
      return { type: 'close', symbol: value.trim() }
    case 'balance':
      return balanceOf(value)
    default:
      return { type: 'mode', mode: oneOf('--mode', value, marginModes) }
  }
}

const legForm = '"SYMBOL CONTRACTS[@PRICE] [long|short]", such as "ETH/USD:ETH -20000@2222.5"'

function legOf(text: string): BookChange {
  const parts = /^\s*(\S+)\s+([^\s@]+)(?:@(\S+))?(?:\s+(\S+))?\s*$/.exec(text)
  if (parts === null) throw new UsageError(`--add must be ${legForm}, is "${text}"`)
  const [, symbol = '', contracts = '', price, side] = parts
  return {
    type: 'add',
    symbol,
    contracts: decimalOf('contracts of --add', contracts),
    ...(price === undefined ? {} : { price: decimalOf('price of --add', price) }),
    ...(side === undefined ? {} : { positionSide: oneOf('side of --add', side, ['long', 'short'] as const) }),
  }
}

/** Where a leg without a side goes that is added to a symbol held in hedge mode. */
function sideNotes({ positions }: Book, changes: readonly BookChange[]): readonly string[] {
  const hedged = new Set(
    [...positions, ...changes.filter(({ type }) => type === 'add')].flatMap((row) =>
      'positionSide' in row && row.positionSide !== undefined ? [row.symbol] : [],
    ),
  )
  return changes.flatMap((change) => {
    if (change.type !== 'add' || change.positionSide !== undefined || !hedged.has(change.symbol)) return []
    const side = change.contracts.sign() < 0 ? 'short' : 'long'
    return [`${change.symbol} is held in hedge mode: the leg of ${change.contracts} goes to the ${side} side`]
  })
}

function balanceOf(text: string): BookChange {
  const parts = /^\s*(\S+)\s+(\S+)\s*$/.exec(text)
  if (parts === null) throw new UsageError(`--balance must be "ASSET AMOUNT", such as "USDC -5000", is "${text}"`)
  return { type: 'balance', asset: parts[1] ?? '', amount: decimalOf('amount of --balance', parts[2] ?? '') }
}

function decimalOf(what: string, text: string): Decimal {
  const plain = text.replace(/^\+/, '')
  if (!Decimal.isDecimal(plain)) throw new UsageError(`${what} must be plain decimal digits, is ${text}`)
  return Decimal.of(plain)
}
