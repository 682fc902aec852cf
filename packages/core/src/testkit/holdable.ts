import { margin } from '../desk/margin.ts'
import type { AccountDocuments } from './arbitrary-account.ts'
import type { Fields } from './builders.ts'
import { requestFor } from './documents.ts'

/** The account without the positions, orders and balances that the model says its venue cannot hold. */
export function holdable({ market, book }: AccountDocuments, model: string): AccountDocuments {
  const result = margin(requestFor({ market, book }, { model }))
  if (result.ok) return { market, book }
  const refused = new Set(
    result.problems.filter(({ code }) => code === 'venue.cannot-hold').map(({ path }) => lastOf(path)),
  )
  if (refused.size === 0) throw new Error(JSON.stringify(result.problems))
  const keeps = ({ symbol }: Fields): boolean => !refused.has(symbol as string)
  const balances = Object.entries(book['balances'] as Fields).filter(([asset]) => !refused.has(asset))
  const kept = {
    ...book,
    balances: Object.fromEntries(balances),
    positions: (book['positions'] as readonly Fields[]).filter(keeps),
    ...(book['orders'] === undefined ? {} : { orders: (book['orders'] as readonly Fields[]).filter(keeps) }),
  }
  return holdable({ market, book: kept }, model)
}

/** Symbol or asset that a JSON Pointer ends with. */
function lastOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}
