import { render } from 'preact'

const root = document.getElementById('vigie')
if (root) render(<h1>Vigie</h1>, root)
