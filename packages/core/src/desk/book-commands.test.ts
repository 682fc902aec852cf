import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { MarginResult } from '../account/margin-result.ts'
import { parseBook } from '../document/book-document.ts'
import { parseMarket } from '../document/market-document.ts'
import type { Account } from '../engine/account.ts'
import { apply } from '../engine/apply.ts'
import type { Command } from '../engine/command.ts'
import { genesis } from '../engine/state.ts'
import { commandText, parseCommand } from '../engine/text/command-schema.ts'
import { type Fields, unwrap } from '../testkit/builders.ts'
import { bookCommands } from './book-commands.ts'
import { engineMargin } from './engine-margin.ts'
import { engineRules } from './engine-rules.ts'
import { margin } from './margin.ts'
import { definitions } from './resolve.ts'

const read = (path: string): Fields =>
  JSON.parse(readFileSync(new URL(`../../../../examples/${path}.json`, import.meta.url), 'utf8'))
const market = unwrap(parseMarket(read('market-2024-01-08')))
const rules = engineRules()
const models = definitions().map(({ definition }) => definition.name)

/** What an engine reports of an account after commands as they would be told it. */
function reportedBy(account: string, commands: readonly Command[]): MarginResult {
  const state = genesis(market.currency)
  for (const command of commands)
    expect(apply(state, unwrap(parseCommand(JSON.parse(commandText(command)))), rules)).toMatchObject({ done: true })
  return unwrap(engineMargin(state.accounts.get(account) as Account, state.core, rules))
}

/** Everywhere two reports differ, numbers by more than 1e-9 of themselves; and how many numbers were compared. */
function differences(
  a: unknown,
  b: unknown,
  path = '',
): { readonly found: readonly string[]; readonly numbers: number } {
  if (typeof a === 'number' && typeof b === 'number') {
    const isSame = Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-6)
    return { found: isSame ? [] : [`${path}: ${a} and ${b}`], numbers: 1 }
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return { found: a === b ? [] : [`${path}: ${a} and ${b}`], numbers: 0 }
  const [left, right] = [a as Fields, b as Fields]
  const parts = [...new Set([...Object.keys(left), ...Object.keys(right)])].map((name) =>
    differences(left[name], right[name], `${path}/${name}`),
  )
  return { found: parts.flatMap(({ found }) => found), numbers: parts.reduce((sum, { numbers }) => sum + numbers, 0) }
}

/** By how many models each book can be held and its orders be margined; the many options by the plain ones alone. */
const plain = ['generic/isolated', 'generic/cross', 'house/portfolio']
const byBook = [
  { name: 'cash-and-carry', asked: models, count: 21 },
  { name: 'cross-basket', asked: models, count: 15 },
  { name: 'dollar-pair', asked: models, count: 32 },
  { name: 'hedged-options', asked: models, count: 12 },
  { name: 'isolated-perpetual', asked: models, count: 22 },
  { name: 'options-300', asked: plain, count: 3 },
  { name: 'stressed', asked: models, count: 12 },
]

describe('a book as commands', () => {
  test.each(byBook)(
    'of $name: an engine reports what the desk does, to 1e-9 of every figure',
    ({ name, asked, count }) => {
      const book = unwrap(parseBook(read(`books/${name}`)))
      const held = asked.filter((model) => {
        const expected = margin({ book, market, model })
        const commands = bookCommands({ book, market, model })
        if (!expected.ok) expect(commands).toEqual(expected)
        if (!expected.ok || !commands.ok) return false
        const { found, numbers } = differences(reportedBy(book.account, commands.value), expected.value)
        expect({ model, found }).toEqual({ model, found: [] })
        expect(numbers).toBeGreaterThan(10)
        return true
      })
      expect(held).toEqual(expect.arrayContaining(plain))
      expect(held.length).toBe(count)
    },
  )

  const usual = read('books/isolated-perpetual')
  const [position] = usual['positions'] as readonly Fields[]
  const problemsOf = (fields: Fields): unknown => {
    const commands = bookCommands({ book: unwrap(parseBook({ ...usual, ...fields })), market })
    return commands.ok ? [] : commands.problems.map(({ code, path }) => `${code} ${path}`)
  }

  test('more margin set aside than the leverage asks for is added', () => {
    const book = unwrap(parseBook({ ...usual, positions: [{ ...position, isolatedMargin: '5000' }] }))
    const commands = unwrap(bookCommands({ book, market }))
    expect(commands.at(-1)).toMatchObject({ type: 'add-margin', symbol: 'BTC/USDT:USDT' })
    const expected = unwrap(margin({ book, market }))
    expect(differences(reportedBy(book.account, commands), expected).found).toEqual([])
  })

  test('a long and a short side by side stay so', () => {
    const rows = [
      { ...position, isolatedMargin: undefined, positionSide: 'long' },
      { ...position, isolatedMargin: undefined, positionSide: 'short', contracts: '-0.5', entryPrice: '44200' },
    ]
    const book = unwrap(parseBook({ ...usual, positions: rows }))
    const expected = unwrap(margin({ book, market }))
    expect(differences(reportedBy(book.account, unwrap(bookCommands({ book, market }))), expected).found).toEqual([])
  })

  test('parameters of one’s own are defined before the account is opened under them', () => {
    const set = definitions().find(({ definition }) => definition.name === 'generic/isolated')?.definition.sets[0]
    const parameters = { format: 'plimsoll-params/1', model: 'generic/isolated', ...set, set: 'ours' }
    const book = unwrap(parseBook(usual))
    const request = { book, market, parameters: JSON.parse(JSON.stringify(parameters)) }
    const expected = unwrap(margin(request))
    expect(differences(reportedBy(book.account, unwrap(bookCommands(request))), expected).found).toEqual([])
  })

  test('what an engine’s account cannot be is told with its place', () => {
    expect(problemsOf({ account: 'two words' })).toEqual(['venue.cannot-hold /account'])
    expect(problemsOf({ positions: [{ ...position, accruedFunding: '3' }] })).toEqual([
      'venue.cannot-hold /positions/0/accruedFunding',
    ])
    expect(problemsOf({ positions: [position, { ...position, contracts: '-0.5' }] })).toEqual([
      'venue.cannot-hold /positions/1/contracts',
    ])
    expect(problemsOf({ positions: [{ ...position, symbol: 'NO/USD:USD' }] })).toEqual([
      'book.unlisted /instruments/NO~1USD:USD',
    ])
    expect(problemsOf({ positions: [position, { ...position, leverage: 5 }] })).toEqual([
      'venue.cannot-hold /positions/BTC~1USDT:USDT',
    ])
    expect(problemsOf({ balances: { USDT: '0.123456789' } })).toEqual(['venue.cannot-hold /balances/USDT'])
  })
})
