import type { MarginResult, PoolResult } from '../data/core-types.ts'
import { fixed, spoken } from '../format/format.ts'
import { bandStarts, standingWords } from '../standing/standing.ts'
import { roomOf } from './room.ts'

interface Props {
  readonly margin: MarginResult
  /** The one the use is of. */
  readonly pool: PoolResult | undefined
}

/** The bar reaches past the trigger, so that what is over it still has a place. */
const barEnd = 1.1

export function UseBar({ margin: { maintenanceUse, standing, trigger, ...margin }, pool }: Props) {
  const currency = pool?.currency ?? margin.currency
  const share = maintenanceUse === null ? null : maintenanceUse / trigger
  const now = maintenanceUse === null ? undefined : Math.min(Math.round(maintenanceUse * 100), 100 * barEnd)
  const percentText = maintenanceUse === null ? 'use unknown' : `${Math.round(maintenanceUse * 100)} percent`
  return (
    <div className="use-bar">
      {/* biome-ignore lint/a11y/useSemanticElements: the bands of a meter element cannot be drawn alike in every browser. */}
      <div
        role="meter"
        className="use-bar-track"
        aria-label="Maintenance margin used"
        aria-valuemin={0}
        aria-valuemax={100 * barEnd}
        aria-valuenow={now}
        aria-valuetext={`${percentText}, ${standingWords[standing]}, room ${spokenRoom(roomOf(pool), currency)}`}
      >
        {bands.map(({ standing: band, from, to }) => (
          <span
            key={band}
            className="use-bar-band"
            data-standing={band}
            style={{ left: place(from), width: place(to - from) }}
          />
        ))}
        {share !== null && <span className="use-bar-needle" style={{ left: place(Math.min(share, barEnd)) }} />}
      </div>
      <div className="use-bar-ticks" aria-hidden="true">
        {bandStarts.map((start) => (
          <span key={start} style={{ left: place(start) }}>
            {fixed(start * trigger * 100, 0)}
            {start === 1 && <small>liq.</small>}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Whole dollars; of a coin as many digits as the figure beside the bar shows. */
function spokenRoom(room: number | null, currency: string): string {
  if (currency === 'USD') return `${spoken(room)} dollars`
  return room === null ? `unknown ${currency}` : `${room < 0 ? 'minus ' : ''}${fixed(Math.abs(room), 2)} ${currency}`
}

const bands = [
  { standing: 'calm', from: 0, to: 0.5 },
  { standing: 'watch', from: 0.5, to: 2 / 3 },
  { standing: 'act', from: 2 / 3, to: 5 / 6 },
  { standing: 'danger', from: 5 / 6, to: 1 },
  { standing: 'liquidating', from: 1, to: barEnd },
] as const

function place(share: number): string {
  return `${(share / barEnd) * 100}%`
}
