import type { MarginMode } from '../data/core-types.ts'
import type { DemoSummary } from '../data/demo.ts'
import { type Address, modes } from '../data/use-address.ts'
import { Segmented } from './segmented.tsx'

interface Props {
  readonly books: readonly DemoSummary[]
  readonly name: string | undefined
  readonly mode: MarginMode | undefined
  readonly ownMode: MarginMode | undefined
  readonly onChoose: (address: Address) => void
}

/** Which book, under which mode. Another book starts in its own mode. */
export function ChoiceBar({ books, name, mode, ownMode, onChoose }: Props) {
  const book = books.find((candidate) => candidate.name === name)
  return (
    <div className="choices">
      <Segmented
        legend="Book"
        name="book"
        value={name}
        options={books.map(({ name: value, title, words }) => ({ value, text: title, title: words }))}
        onChange={(next) => onChoose({ book: next })}
      />
      <Segmented
        legend="Mode"
        name="mode"
        value={mode}
        options={modes.map((value) => ({
          value,
          text: value,
          ...(value === ownMode && { title: 'the mode this book is kept in' }),
        }))}
        onChange={(next) => onChoose({ ...(name !== undefined && { book: name }), mode: next })}
      />
      <p className="book-words">{book?.words ?? '\u00a0'}</p>
    </div>
  )
}
