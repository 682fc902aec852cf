import { fixed } from '../format/format.ts'

/** An axis label: `−171 k`, `1.2 M`. */
export function compact(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${fixed(value / 1e6, size >= 1e7 ? 0 : 1)}\u202fM`
  if (size >= 1e3) return `${fixed(value / 1e3, size >= 1e4 || value % 1000 === 0 ? 0 : 1)}\u202fk`
  return fixed(value, size < 10 && !Number.isInteger(value) ? 2 : 0)
}
