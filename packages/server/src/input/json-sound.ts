/** A colon behind a closing quote: a key, as long as no string holds an escaped quote. */
const keyEnd = /"[ \t\n\r]*:/g

/**
 * The value of a text that is JSON, has every key once and nests no deeper than `depthMax`, found out without walking
 * the text; null when that takes the slow way. A key given twice is lost in parsing, so that the value has fewer keys
 * than the text.
 */
export function soundJson(text: string, depthMax: number): { readonly value: unknown } | null {
  if (text.includes('\\')) return null
  const parsed = parsedOrNull(text)
  if (parsed === null) return null
  const keys = keysIn(parsed.value, depthMax)
  return keys === (text.match(keyEnd)?.length ?? 0) ? parsed : null
}

function parsedOrNull(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** Keys of all objects in a value; NaN when it nests deeper than `depth`. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === 0) return Number.NaN
  const items = Object.values(value)
  let keys = Array.isArray(value) ? 0 : items.length
  for (const item of items) keys += keysIn(item, depth - 1)
  return keys
}
