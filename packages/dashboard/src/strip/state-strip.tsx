import type { LiquidationResult, MarginResult, StressResult } from '../data/core-types.ts'
import { explainFree, explainRoom, explainUse } from '../explain/explain-margin.ts'
import { explainNearest, explainWorst } from '../explain/explain-risk.ts'
import type { Explanation } from '../explain/explanation.ts'
import { headlinePercent, money, percent, signedPercent, unknown } from '../format/format.ts'
import { bandStarts } from '../standing/standing.ts'
import { StandingBadge } from '../standing/standing-badge.tsx'
import { Figure, opensExplanation } from './figure.tsx'
import { isAlready, liquidationMoves, nearestFirst, scopeText, sidesText } from './liquidation-moves.ts'
import { roomOf, worstPoolOf } from './room.ts'
import { UseBar } from './use-bar.tsx'
import { type WorstCase, worstCaseOf } from './worst-case.ts'

interface Props {
  readonly margin: MarginResult
  readonly stress: StressResult
  readonly onExplain: (explanation: Explanation) => void
}

/** Am I safe, by how much, and what would hurt: the first thing on the page. */
export function StateStrip({ margin, stress, onExplain }: Props) {
  return (
    <section className="strip card" aria-label="State of the account" data-standing={margin.standing}>
      <Use margin={margin} onExplain={onExplain} />
      <Room margin={margin} onExplain={onExplain} />
      <Nearest margin={margin} onExplain={onExplain} />
      <Free margin={margin} onExplain={onExplain} />
      <Worst margin={margin} stress={stress} onExplain={onExplain} />
    </section>
  )
}

/** Maintenance used as the headline shows it. */
export function usedText({ maintenanceUse, trigger }: Pick<MarginResult, 'maintenanceUse' | 'trigger'>): string {
  return headlinePercent(
    maintenanceUse,
    bandStarts.map((start) => start * trigger),
  )
}

type PartProps = Pick<Props, 'margin' | 'onExplain'>

function Use({ margin, onExplain }: PartProps) {
  const text = usedText(margin)
  const open = () => onExplain(explainUse(margin, text))
  return (
    <div className="figure figure-use">
      <h2 className="figure-label">Maintenance margin used</h2>
      <button
        type="button"
        className="figure-value headline"
        aria-haspopup="dialog"
        title="About this number"
        onClick={open}
        onKeyDown={(event) => opensExplanation(event) && open()}
      >
        <span className="headline-number">{text}</span> <StandingBadge standing={margin.standing} />
        <span className="visually-hidden">, about this number</span>
      </button>
      <UseBar margin={margin} pool={worstPoolOf(margin)} />
      <p className="figure-note">{useNote(margin)}</p>
    </div>
  )
}

function useNote({ standing, marginRatio, maintenanceUse, pools, worstPool, problems }: MarginResult): string {
  if (standing === 'unknown') return problems[0]?.message ?? 'something it depends on is not known'
  if (maintenanceUse === null && standing === 'liquidating')
    return `${ofPool({ pools, worstPool })}: adjusted equity is not above zero, nothing covers the requirement`
  const pool = ofPool({ pools, worstPool })
  return marginRatio === null
    ? `${pool} · nothing required`
    : `${pool} · equity is ${percent(marginRatio, 0)} of maintenance`
}

/** Which part of the account a figure is of. */
function ofPool({ pools, worstPool }: Pick<MarginResult, 'pools' | 'worstPool'>): string {
  return pools.length > 1 ? `${worstPool}, the worst of ${pools.length} pools` : 'the whole account'
}

function ofAll({ pools }: Pick<MarginResult, 'pools'>): string {
  return pools.length > 1 ? `all ${pools.length} pools together` : 'the whole account'
}

function Room({ margin, onExplain }: PartProps) {
  const pool = worstPoolOf(margin)
  const currency = pool?.currency ?? margin.currency
  const room = roomOf(pool)
  const note =
    pool === undefined || room === null
      ? (margin.problems[0]?.message ?? 'equity or requirement is not known')
      : `${margin.pools.length > 1 ? `${ofPool(margin)} · ` : ''}equity ${money(pool.adjustedEquity, currency)} − maintenance ${money(pool.maintenanceMargin, currency)}`
  return (
    <Figure
      label="Room before liquidation"
      value={money(room, currency)}
      note={note}
      {...(room !== null && room < 0 && { tone: 'loss' })}
      explanation={explainRoom(margin)}
      onExplain={onExplain}
    />
  )
}

/** Room for the scopes of a shared account: BTC, ETH, SOL and all together. */
const nearestShown = 4

function Nearest({ margin, onExplain }: PartProps) {
  const rows = nearestFirst(margin.liquidation)
  const value = nearestText(margin)
  return (
    <Figure
      label="Nearest liquidation move"
      value={value}
      note={
        <span className="lines">
          {rows.slice(0, nearestShown).map((row) => (
            <span key={`${row.scope} ${row.pool}`}>
              <b>{rowText(row, margin)}</b> {sidesText(row)}
            </span>
          ))}
          {rows.length > nearestShown && <span>and {rows.length - nearestShown} more below</span>}
        </span>
      }
      explanation={explainNearest(margin, value)}
      onExplain={onExplain}
    />
  )
}

function rowText({ scope, pool }: LiquidationResult, { pools }: MarginResult): string {
  if (pool !== 'account') return pool
  return pools.length > 1 ? `${pool}, ${scopeText(scope)}` : scopeText(scope)
}

function nearestText({ liquidation }: MarginResult): string {
  if (isAlready(liquidation)) return 'already there'
  const [nearest] = liquidationMoves(liquidation)
  if (nearest !== undefined) return `${scopeText(nearest.scope)} ${signedPercent(nearest.moveFrac, 1)}`
  const isUnknown = liquidation.some(({ below, above }) => below.state === 'unknown' || above.state === 'unknown')
  return isUnknown ? unknown : 'none'
}

function Free({ margin, onExplain }: PartProps) {
  const { freeCollateral, initialMargin, currency } = margin
  const isShort = freeCollateral !== null && freeCollateral < 0
  const initial = `initial ${money(initialMargin, currency)}`
  return (
    <Figure
      label="Free to open"
      value={money(isShort ? 0 : freeCollateral, currency)}
      note={`${ofAll(margin)} · ${isShort ? `${initial} · short by ${money(-freeCollateral, currency)}` : initial}`}
      explanation={explainFree(margin)}
      onExplain={onExplain}
    />
  )
}

function Worst({ margin, stress, onExplain }: Props) {
  const worst = worstCaseOf(stress)
  return (
    <Figure
      label="Worst of the map"
      value={money(worst?.pnl ?? null, stress.currency)}
      note={
        worst === null
          ? (stress.problems[0]?.message ?? 'no scenario could be computed')
          : `${ofAll(margin)} · ${worstWords(worst)}`
      }
      {...(worst !== null && worst.pnl < 0 && { tone: 'loss' })}
      explanation={explainWorst(stress)}
      onExplain={onExplain}
    />
  )
}

function worstWords({ pnl, words, atEdge }: WorstCase): string {
  if (pnl >= 0) return 'no cell of the map loses'
  return words + (atEdge ? ' · still falling there' : '')
}
