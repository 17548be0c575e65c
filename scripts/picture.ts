import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Draws what a terminal showed as an SVG: `… | node scripts/picture.ts docs/run.svg`. The input is text with colours,
 * as commands write it with FORCE_COLOR=1. A line before which scripts/recording.ts put its second appears at that
 * second.
 */
const colours: Record<string, string> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '34': '#79c0ff',
  '35': '#d2a8ff',
  '36': '#76e3ea',
  '90': '#8b949e',
}
const [target = 'docs/run.svg'] = process.argv.slice(2)
const lines = readFileSync(0, 'utf8').replaceAll('\r', '').trimEnd().split('\n')
const lineHeight = 18
const width = 880
const height = lines.length * lineHeight + 32
const rows = lines.map((line, index) => {
  const [, seconds, text = line] = /^(\d+\.\d+)\t(.*)$/.exec(line) ?? []
  const appears = seconds === undefined ? '' : ` class="later" style="animation-delay:${seconds}s"`
  return `<text xml:space="preserve" x="18" y="${28 + index * lineHeight}"${appears}>${spans(text)}</text>`
})

writeFileSync(
  target,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>cabestan deploy and cabestan rollback in a terminal</title>
<style>text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #e6edf3; white-space: pre } .later { opacity: 0; animation: appear 0s forwards } @keyframes appear { to { opacity: 1 } } @media (prefers-reduced-motion) { .later { opacity: 1 } }</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${rows.join('\n')}
</svg>
`,
)

/** Makes one span for each stretch of text in one style. */
function spans(line: string): string {
  const style = { bold: false, dim: false, colour: '' }
  return line
    .split(/(\p{Cc}\[[0-9;]*m)/u)
    .map((part) => (part.startsWith('\u001b[') ? learn(part, style) : span(part, style)))
    .join('')
}

function learn(sequence: string, style: { bold: boolean; dim: boolean; colour: string }): string {
  for (const code of sequence.slice(2, -1).split(';')) {
    if (code === '1') style.bold = true
    else if (code === '2') style.dim = true
    else if (code === '22') Object.assign(style, { bold: false, dim: false })
    else if (code === '39') style.colour = ''
    else if (code === '0' || code === '') Object.assign(style, { bold: false, dim: false, colour: '' })
    else style.colour = colours[code] ?? style.colour
  }
  return ''
}

function span(text: string, { bold, dim, colour }: { bold: boolean; dim: boolean; colour: string }): string {
  if (text === '') return ''
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0')
  const look = [
    bold ? ' font-weight="bold"' : '',
    dim ? ' opacity="0.6"' : '',
    colour ? ` style="fill:${colour}"` : '',
  ]
  return `<tspan${look.join('')}>${safe}</tspan>`
}
