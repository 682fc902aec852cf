import type { MarginResult } from '../data/core-types.ts'
import { instant } from '../format/format.ts'
import type { ThemeState } from '../theme/theme.ts'
import { Segmented } from './segmented.tsx'

interface Props {
  readonly margin: MarginResult | undefined
  readonly theme: ThemeState
}

export function TopBar({ margin, theme }: Props) {
  return (
    <header className="top-bar">
      <div className="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="7" />
          <path d="M1 12h22" />
        </svg>
        Plimsoll
      </div>
      <p className="top-facts">
        {margin !== undefined && (
          <>
            <span>prices {instant(margin.at)}</span>
            <span>
              parameters {margin.model} {margin.parameters.set}
            </span>
          </>
        )}
        <span>demo</span>
      </p>
      <Segmented
        legend="Colours"
        name="theme"
        value={theme.choice}
        onChange={theme.choose}
        options={[
          { value: 'system', text: 'Auto' },
          { value: 'light', text: 'Light' },
          { value: 'dark', text: 'Dark' },
        ]}
      />
    </header>
  )
}
