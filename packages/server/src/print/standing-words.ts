import type { Standing } from '@plimsoll/core'
import type { Terminal } from './terminal.ts'

interface StandingWords {
  readonly word: string
  readonly mark: string
  readonly style: Parameters<Terminal['paint']>[0]
}

/** Word and mark stand together always, so that colour is never alone. */
export const standingWords: Readonly<Record<Standing, StandingWords>> = {
  calm: { word: 'Calm', mark: '●', style: 'green' },
  watch: { word: 'Watch', mark: '◐', style: 'yellow' },
  act: { word: 'Act', mark: '▲', style: ['bold', 'yellow'] },
  danger: { word: 'Danger', mark: '■', style: ['bold', 'red'] },
  liquidating: { word: 'Liquidation', mark: '✖', style: ['bold', 'inverse', 'red'] },
  unknown: { word: 'Unknown', mark: '○', style: 'dim' },
}

export function standingText(standing: Standing, { paint }: Terminal): string {
  const { word, mark, style } = standingWords[standing]
  return paint(style, `${mark} ${word}`)
}
