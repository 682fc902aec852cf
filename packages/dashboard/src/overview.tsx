import { useEffect, useMemo, useRef, useState } from 'react'
import { ChargeCard } from './charge/charge-card.tsx'
import { CurveCard } from './curve/curve-card.tsx'
import type { MarginMode } from './data/core-types.ts'
import type { Demo } from './data/demo.ts'
import { settled } from './data/settled.ts'
import type { Explanation } from './explain/explanation.ts'
import { ExplanationDrawer } from './explain/explanation-drawer.tsx'
import { ProblemsBanner } from './frame/problems-banner.tsx'
import { ProvenanceCard } from './frame/provenance-card.tsx'
import { showInTab } from './frame/show-in-tab.ts'
import { HeatMapCard } from './heat-map/heat-map-card.tsx'
import { standingWords } from './standing/standing.ts'
import { StateStrip, usedText } from './strip/state-strip.tsx'
import { StickyStrip } from './strip/sticky-strip.tsx'
import { CollateralCard } from './table/collateral-card.tsx'
import { ExposureCard } from './table/exposure-card.tsx'
import { LiquidationCard } from './table/liquidation-card.tsx'
import { ModesCard } from './table/modes-card.tsx'
import { PositionsCard } from './table/positions-card.tsx'
import { ShocksCard } from './table/shocks-card.tsx'
import { VenuesCard } from './table/venues-card.tsx'
import type { Theme } from './theme/theme.ts'

interface Props {
  readonly demo: Demo
  /** Figures of another mode than the one chosen: its own are on their way. */
  readonly isStale: boolean
  readonly theme: Theme
  readonly onMode: (mode: MarginMode) => void
}

/** One book under one mode, every panel from the same answer of the server. */
export function Overview({ demo, isStale, theme, onMode }: Props) {
  const { title, mode, book, margin, compare, venues } = demo
  const stress = useMemo(() => settled(demo.stress, margin), [demo.stress, margin])
  const [explanation, setExplanation] = useState<Explanation>()
  const strip = useRef<HTMLDivElement>(null)
  const state = `${usedText(margin)} ${standingWords[margin.standing]}`
  useEffect(() => {
    showInTab(`${state} · ${title}`, margin.standing)
  }, [state, title, margin.standing])
  return (
    <>
      <StickyStrip margin={margin} title={`${title}, ${mode}`} strip={strip} />
      <div className="overview" aria-busy={isStale}>
        <div ref={strip} className="wide">
          <StateStrip margin={margin} stress={stress} onExplain={setExplanation} />
        </div>
        <ProblemsBanner problems={margin.problems} />
        <div className="stack">
          <HeatMapCard stress={stress} theme={theme} />
          <CurveCard stress={stress} liquidation={margin.liquidation} theme={theme} />
          <LiquidationCard margin={margin} />
        </div>
        <div className="stack">
          <ChargeCard margin={margin} />
          <ModesCard compare={compare} mode={mode} onMode={onMode} />
          <CollateralCard margin={margin} />
          <ExposureCard margin={margin} />
        </div>
        <PositionsCard book={book} margin={margin} />
        <VenuesCard venues={venues} />
        <ShocksCard stress={stress} />
        <ProvenanceCard margin={margin} />
      </div>
      {explanation !== undefined && (
        <ExplanationDrawer explanation={explanation} margin={margin} onClose={() => setExplanation(undefined)} />
      )}
    </>
  )
}
