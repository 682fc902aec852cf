import { z } from 'zod'
import { decimalText, instantText, leverage, measure, name, unitFraction } from '../../document/field.ts'
import { instrumentDocument } from '../../document/instrument-document.ts'
import { instrumentSchema } from '../../document/market-document.ts'
import { failuresOf, reservedNames } from '../../document/problems.ts'
import { Decimal } from '../../num/decimal.ts'
import { instantMax, parseInstant } from '../../num/instant.ts'
import { failure, pointer, problem, type Result, success } from '../../num/result.ts'
import type { Command } from '../command.ts'
import { namesMax } from '../limits.ts'
import { plainCommand } from './plain-command.ts'
import { plainText } from './plain-text.ts'

// An optional field that is absent stays absent: `undefined` in it would not survive a journal.
const exact = <T extends z.ZodType>(type: T): z.ZodExactOptional<T> => z.exactOptional(type)

/** Digits before and after the point: products of three of these, added up, still fit the text of a decimal. */
const bounded = /^-?\d{1,15}(?:\.\d{1,18})?$/
const boundedRule = 'must be below 10^15 with at most 18 digits after the point'

const decimal = (range?: 'positive' | 'non-negative') =>
  decimalText(range)
    .refine((text) => bounded.test(text) || !Decimal.isDecimal(text), boundedRule)
    .transform((text) => Decimal.of(text))
/** A share of notional or of a debt. */
const rate = () => decimal().refine((frac) => frac.abs().compare(rateMax) < 0, `must be below ${rateMax}`)
const rateMax = Decimal.of('10')
/** ISO 8601, or milliseconds since 1970 as a journal keeps them. */
const instant = z.union([z.int().min(0).max(instantMax), instantText().transform((text) => parseInstant(text) ?? 0)])
const mapOf = <T extends z.ZodType>(value: T) =>
  z.record(name(), value).transform((record) => new Map<string, z.output<T>>(Object.entries(record)))
const side = z.enum(['long', 'short'])
const mode = z.enum(['isolated', 'cross', 'portfolio'])
const settings = z.record(z.string(), z.unknown())

const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), at: instant, ...shape })

const account = name()
const asset = name()
const symbol = name()
const model = { mode, model: name(), set: exact(name()), settings: exact(settings) }

const liquidity = z.strictObject({
  halfSpreadFrac: unitFraction(),
  impactFrac: measure('non-negative', 10),
  depthNotional: measure('positive'),
  slippageMaxFrac: measure('non-negative', 0.99),
})

const config = z.strictObject({
  staleAfterMs: exact(z.int().min(1)),
  jumpMaxFrac: exact(measure('positive', 10)),
  liquidationFeeFrac: exact(measure('non-negative', 0.5)),
  restoreUse: exact(measure('positive', 1)),
  liquidationStepsMax: exact(z.int().min(1).max(1000)),
})

const policy = z.strictObject({
  cleanSlate: z.boolean(),
  equityMin: z.strictObject({ amount: decimal('non-negative'), currency: asset }).nullable(),
  disclosures: z.array(name()).max(100),
  trackRecordDays: exact(measure('non-negative', 36_500)),
})

const leg = z.strictObject({
  account,
  contracts: decimal(),
  fee: decimal(),
  order: exact(name()),
  side: exact(side),
})

const order = z.strictObject({
  id: name(),
  symbol,
  contracts: decimal(),
  price: decimal('non-negative'),
  reduceOnly: z.boolean(),
  side: exact(side),
})

const forward = z.strictObject({
  underlying: name(),
  expiryAt: instant,
  price: decimal('positive'),
  rateFrac: exact(measure('any', 10)),
})

const schema = z.discriminatedUnion('type', [
  command('open', { account, ...model }),
  command('deposit', { account, asset, amount: decimal() }),
  command('withdraw', { account, asset, amount: decimal() }),
  command('transfer', { account, to: account, asset, amount: decimal() }),
  command('fund-deposit', { asset, amount: decimal() }),
  command('list', { instruments: z.array(instrumentSchema).min(1).max(100_000) }),
  command('prices', {
    assets: exact(mapOf(z.strictObject({ price: decimal(), stable: exact(z.boolean()) }))),
    indexes: exact(mapOf(decimal())),
    forwards: exact(z.array(forward).max(namesMax)),
    marks: exact(mapOf(decimal())),
    vols: exact(mapOf(measure('non-negative', 24).nullable())),
  }),
  command('fill', { symbol, price: decimal(), legs: z.array(leg).min(1).max(100) }),
  command('order', { account, order }),
  command('cancel', { account, order: name() }),
  command('funding', { symbol, rateFrac: rate() }),
  command('accrue-funding', { symbol, rateFrac: rate() }),
  command('interest', { asset, rateFrac: rate() }),
  command('settle', { symbol, price: decimal() }),
  command('set-leverage', { account, symbol, leverage: leverage() }),
  command('add-margin', { account, symbol, side: exact(side), amount: decimal() }),
  command('set-isolated', { account, symbol, isolated: z.boolean() }),
  command('set-hedge-mode', { account, hedge: z.boolean() }),
  command('accept-disclosure', { account, disclosure: name() }),
  command('switch-mode', { account, ...model }),
  command('change-rules', {
    account: exact(account),
    ofModel: exact(name()),
    model: name(),
    set: exact(name()),
    effectiveAt: instant,
  }),
  command('define-parameters', { name: name(), document: z.record(z.string(), z.unknown()) }),
  command('configure', { config, liquidity: exact(mapOf(liquidity)), policies: exact(mapOf(policy)) }),
  command('resume', {}),
  command('liquidate', { account }),
])

/** Fields that are tables by name. */
const tables = ['assets', 'indexes', 'marks', 'vols', 'liquidity', 'policies', 'settings', 'document']

/** A command told in JSON, or every problem in it. */
export function parseCommand(document: unknown): Result<Command> {
  const plain = plainCommand(document)
  return plain === undefined ? parseCommandBySchema(document) : success(plain)
}

/** The same by the schema alone: slower, and never another answer. */
export function parseCommandBySchema(document: unknown): Result<Command> {
  const large = tables.find((field) => hasMoreThan(namesMax, document, field))
  if (large !== undefined)
    return failure(problem('document.too-large', pointer(large), `must hold at most ${namesMax} names, holds more`))
  const reserved = tables.flatMap((field) => reservedNames(document, field))
  if (reserved.length > 0) return failure(...reserved)
  const parsed = schema.safeParse(document)
  return parsed.success ? success(parsed.data as Command) : failure(...failuresOf(parsed.error.issues, document))
}

/** Looked at before anything else: a schema takes its time over each name. */
function hasMoreThan(most: number, document: unknown, field: string): boolean {
  const table = (document as Record<string, unknown> | null | undefined)?.[field]
  if (typeof table !== 'object' || table === null) return false
  let count = 0
  for (const _name in table) if (++count > most) return true
  return false
}

/** JSON Schema of a command. */
export function commandJsonSchema(): object {
  return z.toJSONSchema(schema, { io: 'input' })
}

/** The JSON text of a command, which `parseCommand` reads back as the same command. Same command, same text. */
export function commandText(command: Command): string {
  return plainText(command) ?? commandTextBySerializer(command)
}

/** The same by the general way: slower, and of a command that was parsed never another text. */
export function commandTextBySerializer(command: Command): string {
  return command.type === 'list'
    ? JSON.stringify({ ...command, instruments: command.instruments.map(instrumentDocument) })
    : JSON.stringify(command, plain)
}

/** Tables are objects in JSON. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}
