import type { MouseEvent } from 'react'
import type { Demo } from './data/demo.ts'
import { useAddress } from './data/use-address.ts'
import { type Loaded, useDemo, useDemoList } from './data/use-demo.ts'
import { day } from './format/format.ts'
import { Announcer } from './frame/announcer.tsx'
import { ChoiceBar } from './frame/choice-bar.tsx'
import { Skeleton } from './frame/skeleton.tsx'
import { TopBar } from './frame/top-bar.tsx'
import { TroubleCard } from './frame/trouble-card.tsx'
import { Overview } from './overview.tsx'
import { useTheme } from './theme/theme.ts'

/** The address says which book and mode; the server gives the figures; the panels show them. */
export function App() {
  const [address, go] = useAddress()
  const theme = useTheme()
  const list = useDemoList()
  const books = list.state === 'ready' ? list.value.books : []
  const name = address.book ?? books[0]?.name
  const demo = useDemo(name, address.mode)
  const shown = shownOf(demo, name)
  const failed = list.state === 'failed' ? list : demo.state === 'failed' ? demo : undefined
  return (
    <>
      <SkipLink />
      <TopBar margin={shown?.margin} theme={theme} />
      <p className="demo-strip">
        <b>Demo book (made up)</b> on real prices{shown !== undefined && ` of ${day(shown.margin.at)}`}
      </p>
      <Announcer demo={shown} />
      <main id="main" tabIndex={-1}>
        <h1 className="visually-hidden">Overview</h1>
        <ChoiceBar
          books={books}
          name={name}
          mode={address.mode ?? shown?.mode}
          ownMode={shown?.book.mode}
          onChoose={go}
        />
        {failed !== undefined ? (
          <TroubleCard trouble={failed.trouble} onRetry={failed.retry} />
        ) : shown === undefined ? (
          <Skeleton />
        ) : (
          <Overview
            demo={shown}
            isStale={demo.state === 'loading'}
            theme={theme.theme}
            onMode={(mode) => go({ book: shown.name, mode })}
          />
        )}
      </main>
      <footer className="page-foot">
        Estimates from public rules, not advice and no order is placed. Everything runs on this machine; the page asks
        no other host.
      </footer>
    </>
  )
}

/** Moves the focus itself: following the link would put `#main` in place of the book in the address. */
function SkipLink() {
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    document.getElementById('main')?.focus()
  }
  return (
    // biome-ignore lint/a11y/useValidAnchor: it goes to a place on the page, as a link does.
    <a className="skip-link" href="#main" onClick={skip}>
      Skip to the figures
    </a>
  )
}

/** While another mode of the same book is on its way, the page stays as it is, dimmed: focus and scroll are kept. */
function shownOf(demo: Loaded<Demo>, name: string | undefined): Demo | undefined {
  if (demo.state === 'ready') return demo.value
  return demo.state === 'loading' && demo.last?.name === name ? demo.last : undefined
}
