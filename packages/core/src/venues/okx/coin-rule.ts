import { assert } from '../../num/assert.ts'

/** The row that names a coin, else the one for the rest. */
export function ruleOf<T extends { readonly coins: readonly string[] }>(rows: readonly T[], coin: string): T {
  const found = rows.find(({ coins }) => coins.includes(coin)) ?? rows.find(({ coins }) => coins.includes('*'))
  assert(found !== undefined, `a list of rules must name ${coin} or *`)
  return found
}

/** The entry of a name, else that of `*`, which every such table has. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[Object.hasOwn(table, name) ? name : '*']
  assert(found !== undefined, `a table must name ${name} or *`)
  return found
}
