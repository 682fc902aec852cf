import { z } from 'zod'
import { Decimal, decimalDigitsMax } from '../num/decimal.ts'
import { parseInstant } from '../num/instant.ts'
import type { FailureCode } from '../num/result.ts'

/** Which values an exact or measured number may take. */
type Range = 'any' | 'positive' | 'non-negative'

/** Zod carries our own code and words in `params`; `problems.ts` reads them back. */
function refuse(code: FailureCode, message: string): { params: { code: FailureCode }; message: string } {
  return { params: { code }, message }
}

function breaches(range: Range, sign: number): boolean {
  return (range === 'positive' && sign <= 0) || (range === 'non-negative' && sign < 0)
}

/** A quantity as decimal text, `"1250.00000001"`. */
export function decimalText(range: Range = 'any'): z.ZodString {
  return z.string().check((context) => {
    const text = context.value
    const issue = decimalIssue(text, range)
    if (issue) context.issues.push({ code: 'custom', input: text, ...issue })
  })
}

function decimalIssue(text: string, range: Range): ReturnType<typeof refuse> | null {
  if (text.length > decimalDigitsMax)
    return refuse('decimal.too-long', `must have at most ${decimalDigitsMax} characters, has ${text.length}`)
  if (!Decimal.isDecimal(text))
    return refuse('decimal.syntax', `must be plain decimal digits such as "-12.5", is ${JSON.stringify(text)}`)
  if (breaches(range, signOf(text))) return refuse('number.range', `must be ${range}, is ${text}`)
  return null
}

/** Sign of a decimal text, without making the decimal. */
function signOf(text: string): number {
  if (!/[1-9]/.test(text)) return 0
  return text.startsWith('-') ? -1 : 1
}

/** A measured number, at most `max` either side of zero. JSON cannot hold NaN, but it can hold 1e999. */
export function measure(range: Range = 'any', max: number = Number.MAX_VALUE): z.ZodNumber {
  return z.number().check((context) => {
    const x = context.value
    if (breaches(range, Math.sign(x)))
      context.issues.push({ code: 'custom', input: x, ...refuse('number.range', `must be ${range}, is ${x}`) })
    else if (Math.abs(x) > max) {
      const message = x > 0 ? `must be at most ${max}, is ${x}` : `must be at least -${max}, is ${x}`
      context.issues.push({ code: 'custom', input: x, ...refuse('number.range', message) })
    }
  })
}

/** A fraction in 0..1. */
export function unitFraction(): z.ZodNumber {
  return measure('non-negative', 1)
}

/** Beyond these no venue lends or asks. */
const leverageMin = 0.01
const leverageMax = 1000

/** Notional ÷ margin. */
export function leverage(): z.ZodNumber {
  return measure('positive', leverageMax).min(leverageMin)
}

/** An ISO 8601 UTC instant, `2024-03-29T08:00:00.000Z`. */
export function instantText(): z.ZodString {
  return z.string().check((context) => {
    if (parseInstant(context.value) !== null) return
    const message = `must be an ISO 8601 UTC instant such as "2024-03-29T08:00:00.000Z", is ${JSON.stringify(context.value.slice(0, 60))}`
    context.issues.push({ code: 'custom', input: context.value, ...refuse('instant.syntax', message) })
  })
}

/** A name: a symbol, an asset, an account. */
export function name(): z.ZodString {
  return z
    .string()
    .min(1)
    .max(128)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must hold no control characters, and whole ones')
}

/** How many rows a document's list has, before anything else is known of it; 0 when it has no such list. */
export function countOf(document: unknown, list: string): number {
  const value = (document as Record<string, unknown> | null | undefined)?.[list]
  return Array.isArray(value) ? value.length : 0
}
