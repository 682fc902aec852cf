import { useEffect, useState } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const storageKey = 'plimsoll.theme'
const darkQuery = '(prefers-color-scheme: dark)'

/** Puts the chosen or the system's theme on the document; before the first paint, so that nothing flashes. */
export function applyTheme(choice: ThemeChoice = storedChoice()): Theme {
  const theme = choice === 'system' ? (matchMedia(darkQuery).matches ? 'dark' : 'light') : choice
  document.documentElement.dataset['theme'] = theme
  return theme
}

export interface ThemeState {
  readonly choice: ThemeChoice
  readonly theme: Theme
  readonly choose: (choice: ThemeChoice) => void
}

export function useTheme(): ThemeState {
  const [choice, setChoice] = useState(storedChoice)
  const [theme, setTheme] = useState(() => applyTheme(choice))
  useEffect(() => {
    const query = matchMedia(darkQuery)
    const follow = () => setTheme(applyTheme(choice))
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [choice])
  const choose = (next: ThemeChoice) => {
    store(next)
    setChoice(next)
    setTheme(applyTheme(next))
  }
  return { choice, theme, choose }
}

function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    // Storage can be forbidden by the browser's settings; the system's theme then stands.
    return 'system'
  }
}

function store(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, choice)
  } catch {
    // As above: the choice then lasts as long as the page.
  }
}
