import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './style/tokens.css'
import './style/base.css'
import './style/frame.css'
import './style/strip.css'
import './style/table.css'
import './style/chart.css'
import './style/drawer.css'
import { applyTheme } from './theme/theme.ts'

applyTheme()
const page = document.getElementById('page')
if (page !== null) createRoot(page).render(<App />)
