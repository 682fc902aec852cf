/** Control characters, and those that turn the direction or break the line of what follows them. */
const unprintable = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu
const escapeSign = '\u001b'
/** What colours: the escape sequence that ends in m. */
const colour = new RegExp(`(${escapeSign}\\[[\\d;]*m)`)

/** Such characters as escapes (`\u001b`), so that a name can neither colour, move nor break the line. */
export function printable(text: string): string {
  return text.replace(unprintable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The same object with every text in it, names of members too, made printable. */
export function printableCopy<T>(value: T): T {
  return copyOf(value) as T
}

/** Whole lines: their ends stay, and with `colours` the sequences that colour. */
export function printableLines(text: string, { colours }: { readonly colours: boolean }): string {
  const lines = (part: string): string => part.split('\n').map(printable).join('\n')
  if (!colours) return lines(text)
  return text
    .split(colour)
    .map((part, i) => (i % 2 === 1 ? part : lines(part)))
    .join('')
}

/** Values of classes, such as decimals, hold no foreign text and stay themselves. */
function copyOf(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (Array.isArray(value)) return value.map(copyOf)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [printable(name), copyOf(each)]))
}
