/** A line of a CSV by column name. */
export type Row = ReadonlyMap<string, string>

/** Rows of a comma-separated text with a header and without quoted cells, which is what the carried sources are. */
export function parseCsv(text: string): readonly Row[] {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const columns = header.split(',')
  return lines.map((line, i) => rowOf(columns, line.split(','), i + 2))
}

function rowOf(columns: readonly string[], cells: readonly string[], lineNumber: number): Row {
  if (cells.length !== columns.length)
    throw new Error(`line ${lineNumber}: must have ${columns.length} cells, has ${cells.length}`)
  return new Map(columns.map((column, i) => [column, cells[i] ?? '']))
}

/** @throws Error when the column is missing or empty. */
export function cell(row: Row, column: string): string {
  const text = row.get(column)
  if (!text) throw new Error(`${column} is missing in ${[...row.values()].join(',')}`)
  return text
}

/** Decimal text without exponent and trailing zeros: `9.8e-05` is `0.000098`, `594.0` is `594`. */
export function plainDecimal(text: string): string {
  const digits = /e/i.test(text) ? Number(text).toFixed(12) : text
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}
