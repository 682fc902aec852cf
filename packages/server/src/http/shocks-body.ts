import type { CustomShock } from '@plimsoll/core'
import { isRecord, shown } from '../import/decimal-text.ts'
import { InputError, type InputProblem } from '../input/input-problem.ts'
import { jsonPointer } from '../input/json-pointer.ts'
import { type Body, moveProblem, told, unknownFields } from './request-body.ts'

const shocksMax = 200
const movesMax = 200
const nameLengthMax = 200
const daysMax = 3650

const shockFields = ['name', 'movesFrac', 'otherwiseFrac', 'volMoveFrac', 'days']

/** Joint scenarios of one's own beside the request; undefined when absent. @throws InputError with every problem. */
export function shocksOf(body: unknown): CustomShock[] | undefined {
  const { shocks } = body as Body
  if (shocks === undefined) return undefined
  if (!Array.isArray(shocks) || shocks.length === 0 || shocks.length > shocksMax)
    throw new InputError([
      told('document.type', '/shocks', `must be a list of 1 to ${shocksMax} shocks, is ${shown(shocks)}`),
    ])
  const problems = shocks.flatMap((shock: unknown, i) => shockProblems(shock, jsonPointer('shocks', i)))
  if (problems.length > 0) throw new InputError(problems)
  // Past the checks, a shock of a body has the shape of the library's.
  return shocks as CustomShock[]
}

function shockProblems(shock: unknown, path: string): readonly InputProblem[] {
  if (!isRecord(shock)) return [told('document.type', path, `must be an object, is ${shown(shock)}`)]
  const { name, movesFrac, otherwiseFrac = 0, volMoveFrac = 0, days = 0 } = shock
  return [
    ...unknownFields(shock, shockFields).map((found) => ({ ...found, path: `${path}${found.path}` })),
    ...nameProblems(name, `${path}/name`),
    ...movesProblems(movesFrac, `${path}/movesFrac`),
    ...moveProblem(otherwiseFrac, `${path}/otherwiseFrac`),
    ...moveProblem(volMoveFrac, `${path}/volMoveFrac`),
    ...daysProblems(days, `${path}/days`),
  ]
}

function nameProblems(name: unknown, path: string): readonly InputProblem[] {
  if (name === undefined) return [told('document.missing-field', path, 'must be present')]
  if (typeof name === 'string' && name !== '' && name.length <= nameLengthMax) return []
  return [told('document.type', path, `must be text of 1 to ${nameLengthMax} characters, is ${shown(name)}`)]
}

function movesProblems(moves: unknown, path: string): readonly InputProblem[] {
  if (moves === undefined) return [told('document.missing-field', path, 'must be present')]
  if (!isRecord(moves)) return [told('document.type', path, `must be an object by coin, is ${shown(moves)}`)]
  const entries = Object.entries(moves)
  if (entries.length > movesMax)
    return [told('document.value', path, `must hold at most ${movesMax} moves, holds ${entries.length}`)]
  return entries.flatMap(([coin, move]) => moveProblem(move, `${path}${jsonPointer(coin)}`))
}

function daysProblems(days: unknown, path: string): readonly InputProblem[] {
  if (typeof days !== 'number') return [told('document.type', path, `must be a number, is ${shown(days)}`)]
  return days >= 0 && days <= daysMax ? [] : [told('number.range', path, `must be in 0..${daysMax}, is ${days}`)]
}
