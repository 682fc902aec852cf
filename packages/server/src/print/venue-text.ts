import type {
  CollateralEntry,
  CoverageRow,
  Eligibility,
  LiquidationPolicy,
  ListedVenue,
  VenueProfile,
} from '@plimsoll/core'
import { actionWords, deleveragingWords, feeWords, noStepWords, restoreWords } from './liquidation-words.ts'
import { percent, quantity } from './number-words.ts'
import { printableCopy } from './printable.ts'
import { tableText } from './table.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './wrapped.ts'

/** Everything known of one venue: models and sets, collateral, eligibility, ratios, liquidation, coverage, with the sources. */
export function venueText(found: ListedVenue, terminal: Terminal): string {
  const venue = printableCopy(found)
  const sources = new Sources()
  const sections: readonly (readonly [string, string])[] = [
    ['Models and parameter sets', modelsText(venue, sources)],
    ...(venue.profile === null ? [] : profileSections(venue.profile, sources)).map(
      ([title, body]) => [title, wrapped(body, terminal.width)] as const,
    ),
  ]
  const told = sections.filter(([, body]) => body !== '')
  return [
    `${terminal.paint('bold', venue.title)} (${venue.name})`,
    ...told.map(([title, body]) => `${terminal.paint('bold', title)}\n${body}`),
    `${terminal.paint('bold', 'Sources')}\n${wrapped(sources.text(), terminal.width)}`,
  ].join('\n\n')
}

function profileSections(profile: VenueProfile, sources: Sources): readonly (readonly [string, string])[] {
  return [
    ['What counts as collateral', collateralText(profile.collateral, sources)],
    ['Who may enter', byModels(profile.eligibility, (each) => eligibilityText(each, sources))],
    ['How it words its ratio', ratiosText(profile.ratios)],
    ['How it liquidates', liquidationsText(profile.liquidation, sources)],
    ['How far its rules are carried', coverageText(profile.coverage, sources)],
  ]
}

interface Sourced {
  readonly provenance?: string
  readonly source?: string
}

/** Sources are long and repeat: each is told once, at the end, by its number. */
class Sources {
  readonly #known: string[] = []

  /** `published [2]`. */
  mark({ provenance, source }: Sourced): string {
    if (provenance === undefined || source === undefined) return ''
    const at = this.#known.indexOf(source)
    return `${provenance} [${at >= 0 ? at + 1 : this.#known.push(source)}]`
  }

  text(): string {
    return this.#known.map((source, i) => `  [${i + 1}] ${source}`).join('\n')
  }
}

function modelsText({ models }: ListedVenue, sources: Sources): string {
  return tableText(
    [
      { head: 'model' },
      { head: 'mode' },
      { head: 'set' },
      { head: 'from' },
      { head: 'elsewhere', align: 'right' },
      { head: 'the venue calls it' },
    ],
    models.flatMap(({ name, title, mode, sets }) =>
      sets.map((set, i) => [
        i === 0 ? name : '',
        i === 0 ? mode : '',
        set.set,
        sources.mark(set),
        set.exceptions.length === 0 ? '' : String(set.exceptions.length),
        i === 0 && title !== name ? title : '',
      ]),
    ),
  )
}

const collateralMax = 30

/** What every model counts, then what some count otherwise. */
function collateralText(entries: readonly CollateralEntry[], sources: Sources): string {
  const byModel = Map.groupBy(entries, ({ models }) => models?.join(', ') ?? '')
  const lines = [...byModel].flatMap(([models, own]) => [
    ...(models === '' ? [] : [`  in ${models}:`]),
    ...scheduleLines(own, sources, models === '' ? '  ' : '    '),
  ])
  const shown = lines.slice(0, collateralMax)
  const rest = lines.length - shown.length
  return [...shown, ...(rest > 0 ? [`  and ${rest} more schedules; --json has them all`] : [])].join('\n')
}

/** Assets of one schedule share a line. */
function scheduleLines(entries: readonly CollateralEntry[], sources: Sources, indent: string): readonly string[] {
  const same = Map.groupBy(entries, ({ tiers, source, provenance }) => JSON.stringify([tiers, source, provenance]))
  return [...same.values()].flatMap((group) => {
    const [first] = group
    const assets = group.map(({ asset }) => (asset === '*' ? 'all others' : asset)).join(', ')
    return first === undefined ? [] : [`${indent}${assets}: ${tiersText(first)}  ${sources.mark(first)}`]
  })
}

function tiersText({ tiers }: CollateralEntry): string {
  const [first] = tiers
  if (first === undefined) return 'not counted'
  if (tiers.length === 1 && first.quantityMax === null)
    return first.haircutFrac >= 1 ? 'not counted' : `haircut ${percent(first.haircutFrac)}`
  return `haircut ${tiers
    .map(({ haircutFrac, quantityMax }) =>
      quantityMax === null ? `${percent(haircutFrac)} above` : `${percent(haircutFrac)} to ${quantity(quantityMax)}`,
    )
    .join(', ')}${tiers.at(-1)?.quantityMax === null ? '' : ', nothing above'}`
}

/** Models of which the same is said are told together. */
function byModels<T extends { readonly model: string }>(entries: readonly T[], words: (entry: T) => string): string {
  const alike = Map.groupBy(entries, words)
  return [...alike].map(([text, same]) => `  ${same.map(({ model }) => model).join(', ')}: ${text}`).join('\n')
}

function eligibilityText(
  { equityMin, cleanSlate, disclosures, conditions, ...from }: Eligibility,
  sources: Sources,
): string {
  const rules = [
    ...(equityMin === null ? [] : [`equity of at least ${equityMin.amount} ${equityMin.currency}`]),
    ...(cleanSlate ? ['no open position'] : []),
    ...disclosures.map((name) => `accepted: ${name}`),
    ...conditions,
  ]
  return `${rules.length === 0 ? 'nothing is asked' : rules.join('; ')}  ${sources.mark(from)}`
}

function ratiosText(ratios: VenueProfile['ratios']): string {
  return byModels(ratios, ({ name, formula, liquidatedWhen }) => `${name} = ${formula}; liquidated ${liquidatedWhen}`)
}

/** Models that are liquidated alike are told together. */
function liquidationsText(policies: readonly LiquidationPolicy[], sources: Sources): string {
  const alike = Map.groupBy(policies, ({ model: _model, ...policy }) => JSON.stringify(policy))
  return [...alike.values()]
    .flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            liquidationText(
              [first, ...others].map(({ model }) => model),
              first,
              sources,
            ),
          ],
    )
    .join('\n')
}

function liquidationText(models: readonly string[], policy: LiquidationPolicy, sources: Sources): string {
  const { trigger, price, steps, restoreUse, fee, deleveraging } = policy
  const found = price === 'closed-form' ? 'the liquidation price is a formula' : 'the liquidation price is searched'
  const head = `  ${models.join(', ')}: at ${percent(trigger)} of maintenance margin used; ${found}`
  const told = steps.flatMap((step, i) => [
    `    ${i + 1}. ${step.name}: ${step.does}  ${sources.mark(step)}`,
    `       engine: ${actionWords(step) ?? noStepWords}`,
  ])
  const terms = (
    [
      [restoreWords(policy), restoreUse],
      [feeWords(policy), fee],
      [deleveragingWords(policy), deleveraging],
    ] as const
  ).flatMap(([words, from]) => (words === null || from === undefined ? [] : [`    ${words}  ${sources.mark(from)}`]))
  return [head, ...told, ...terms].join('\n')
}

const coverageWords: Readonly<Record<CoverageRow['state'], string>> = {
  implemented: 'computed',
  parameter: 'your parameter',
  unknown: 'unknown',
}

function coverageText(coverage: VenueProfile['coverage'], sources: Sources): string {
  return coverage
    .map(({ rule, state, note, ...from }) => {
      const words = note === undefined ? rule : `${rule}: ${note}`
      return `  ${coverageWords[state].padEnd(15)}${words}  ${sources.mark(from)}`.trimEnd()
    })
    .join('\n')
}
