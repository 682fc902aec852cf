import { type BookChange, Decimal, type MarginMode } from '@plimsoll/core'
import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import { isMarginMode, marginModes } from '../input/margin-modes.ts'
import { type Body, told, unknownFields } from './request-body.ts'

/** Changes of a what-if, decimals as text. @throws InputError with every problem. */
export function changesOf(body: unknown): BookChange[] {
  const { changes } = body as Body
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > 1000)
    throw new InputError([
      told('document.type', '/changes', `must be a list of 1 to 1000 changes, is ${shown(changes)}`),
    ])
  const problems: InputProblem[] = []
  const read = changes.map((change, i) => changeOf(change, `/changes/${i}`, problems))
  if (problems.length > 0) throw new InputError(problems)
  return read.filter((change) => change !== undefined)
}

const changeFields: Readonly<Record<string, readonly string[]>> = {
  add: ['type', 'symbol', 'contracts', 'price', 'positionSide'],
  close: ['type', 'symbol'],
  balance: ['type', 'asset', 'amount'],
  mode: ['type', 'mode'],
}

function changeOf(change: unknown, path: string, problems: InputProblem[]): BookChange | undefined {
  const type = isRecord(change) ? change['type'] : undefined
  const fields = typeof type === 'string' ? changeFields[type] : undefined
  if (!isRecord(change) || fields === undefined) {
    problems.push(told('document.value', `${path}/type`, `must be add, close, balance or mode, is ${shown(type)}`))
    return undefined
  }
  const before = problems.length
  problems.push(...unknownFields(change, fields).map((found) => ({ ...found, path: `${path}${found.path}` })))
  for (const name of fields) problems.push(...fieldProblems(change, name, `${path}/${name}`))
  return problems.length > before ? undefined : builtChange(change)
}

function fieldProblems(change: Body, name: string, path: string): readonly InputProblem[] {
  const value = change[name]
  if (value === undefined)
    return ['price', 'positionSide'].includes(name) ? [] : [told('document.missing-field', path, 'must be present')]
  if (typeof value !== 'string') return [told('document.type', path, `must be text, is ${shown(value)}`)]
  if (['contracts', 'price', 'amount'].includes(name) && !Decimal.isDecimal(value))
    return [told('decimal.syntax', path, `must be plain decimal digits such as "-12.5", is ${shown(value)}`)]
  if (name === 'positionSide' && value !== 'long' && value !== 'short')
    return [told('document.value', path, `must be long or short, is ${shown(value)}`)]
  if (name === 'mode' && !isMarginMode(value))
    return [told('document.value', path, `must be ${marginModes.join(', ')}, is ${shown(value)}`)]
  return []
}

/** Past the checks every field is text of the right kind. */
function builtChange(change: Body): BookChange {
  const text = (name: string): string => change[name] as string
  switch (change['type']) {
    case 'add':
      return {
        type: 'add',
        symbol: text('symbol'),
        contracts: Decimal.of(text('contracts')),
        ...(change['price'] === undefined ? {} : { price: Decimal.of(text('price')) }),
        ...(change['positionSide'] === undefined ? {} : { positionSide: change['positionSide'] as 'long' | 'short' }),
      }
    case 'close':
      return { type: 'close', symbol: text('symbol') }
    case 'balance':
      return { type: 'balance', asset: text('asset'), amount: Decimal.of(text('amount')) }
    default:
      return { type: 'mode', mode: change['mode'] as MarginMode }
  }
}
