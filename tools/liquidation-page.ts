// Writes the tables of docs/liquidation.md from the venues' profiles: node --conditions=development tools/liquidation-page.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LiquidationPolicy, type Venue, venues } from '../packages/core/src/index.ts'
import {
  actionWords,
  deleveragingWords,
  feeWords,
  noStepWords,
  restoreWords,
} from '../packages/server/src/print/liquidation-words.ts'
import { root } from './tidy/sources.ts'

const path = join(root, 'docs/liquidation.md')
const begin = '<!-- tables: node --conditions=development tools/liquidation-page.ts -->'
const end = '<!-- end of the tables -->'

interface Sourced {
  readonly provenance: string
  readonly source: string
}

/** Each source is told once, under its number. */
class Sources {
  readonly #known: string[] = []

  mark({ provenance, source }: Sourced): string {
    const at = this.#known.indexOf(source)
    return `${provenance} [${at >= 0 ? at + 1 : this.#known.push(source)}]`
  }

  text(): string {
    return this.#known.map((source, i) => `[${i + 1}] ${source}.`).join(' ')
  }
}

function venueSection({ title, models, profile }: Venue): string {
  const sources = new Sources()
  const policies = profile?.liquidation ?? []
  const alike = Map.groupBy(policies, ({ model: _model, price: _price, ...policy }) => JSON.stringify(policy))
  const told = [...alike.values()].map((group) => policySection(group, sources))
  const own = models.filter(({ name: model }) => !policies.some((policy) => policy.model === model))
  return [
    `## ${title}`,
    ...told,
    ...own.map(({ name: model, mode }) => `**${model}**: no venue’s; the engine’s own way of ${mode} margin.`),
    ...(told.length === 0 ? [] : [sources.text()]),
  ].join('\n\n')
}

function policySection(group: readonly LiquidationPolicy[], sources: Sources): string {
  const [policy] = group as readonly [LiquidationPolicy]
  const rows = policy.steps.map(
    (step, i) =>
      `| ${i + 1}. ${step.name} | ${step.does} | ${actionWords(step) ?? noStepWords} | ${sources.mark(step)} |`,
  )
  const doesNothing = policy.steps.every(({ action }) => action === undefined)
  return [
    `**${group.map(({ model }) => model).join(', ')}**`,
    ['| step | what the venue does | what the engine does | from |', '|---|---|---|---|', ...rows].join('\n'),
    ...(doesNothing ? ['Not enough is known to do these: the engine goes its own way of the mode.'] : []),
    termLines(policy, sources).join('\n'),
  ].join('\n\n')
}

function termLines(policy: LiquidationPolicy, sources: Sources): readonly string[] {
  const { restoreUse, fee, deleveraging } = policy
  return [
    termLine(restoreWords(policy), restoreUse && sources.mark(restoreUse), 'where reductions stop'),
    termLine(feeWords(policy), fee && sources.mark(fee), 'fee'),
    termLine(deleveragingWords(policy), deleveraging && sources.mark(deleveraging), 'who is deleveraged'),
  ]
}

function termLine(words: string | null, from: string | undefined, name: string): string {
  return words === null || from === undefined
    ? `- ${name}: not known, the engine’s setting (assumed)`
    : `- ${words}: ${from}`
}

/** The page with the tables of today. */
export function liquidationPage(): { readonly written: string; readonly current: string } {
  const written = readFileSync(path, 'utf8')
  const [before, after] = [written.indexOf(begin), written.indexOf(end)]
  const tables = venues().map(venueSection).join('\n\n')
  return { written, current: `${written.slice(0, before + begin.length)}\n\n${tables}\n\n${written.slice(after)}` }
}

if (import.meta.main) writeFileSync(path, liquidationPage().current)
