import { render } from 'preact'
import { App } from './app.tsx'
import { followLinks } from './router/location.ts'
import { applyTheme, keptTheme } from './state/theme.ts'

applyTheme(keptTheme())
followLinks()
const root = document.getElementById('vigie')
if (root) render(<App />, root)
