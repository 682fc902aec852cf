import { useAddress } from './data/use-address.ts'
import { useDemo, useDemoList } from './data/use-demo.ts'
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
  const shown = demo.state === 'ready' ? demo.value : undefined
  const failed = list.state === 'failed' ? list : demo.state === 'failed' ? demo : undefined
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the figures
      </a>
      <TopBar margin={shown?.margin} theme={theme} />
      <p className="demo-strip">
        <b>Demo book (made up)</b> on real prices of {shown === undefined ? '2024-01-08' : shown.margin.at.slice(0, 10)}
      </p>
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
          <Overview demo={shown} theme={theme.theme} onMode={(mode) => go({ book: shown.name, mode })} />
        )}
      </main>
      <footer className="page-foot">
        Estimates from public rules, not advice and no order is placed. Everything runs on this machine; the page asks
        no other host.
      </footer>
    </>
  )
}
