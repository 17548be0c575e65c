import { styleText } from 'node:util'
import { type Output, writerTo } from './whole-output.ts'

type Brush = (text: string) => string

export interface Paint {
  readonly bold: Brush
  readonly dim: Brush
  readonly red: Brush
  readonly green: Brush
  readonly yellow: Brush
  readonly cyan: Brush
  /** A name in a colour of its own, the same each time. */
  readonly name: Brush
  /** A sentence of the catalogue, in which text between backticks is shown as something to type. */
  readonly sentence: Brush
}

/** What a stream can do: colours, a live view, and its width. */
export interface Screen {
  readonly paint: Paint
  readonly live: boolean
  columns(): number
  rows(): number
  write(text: string): void
  onResize(listener: () => void): () => void
}

interface TextStream extends Output {
  readonly columns?: number
  readonly rows?: number
  on?(event: 'resize', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
}

export function screenOf(stream: TextStream, environment: NodeJS.ProcessEnv): Screen {
  return {
    paint: paintFor(wantsColour(stream, environment)),
    live: stream.isTTY === true && !environment['CI'] && environment['TERM'] !== 'dumb',
    columns: () => (stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY),
    rows: () => stream.rows || 24,
    write: writerTo(stream),
    onResize: (listener) => {
      stream.on?.('resize', listener)
      return () => void stream.off?.('resize', listener)
    },
  }
}

/** For additional output: that it cannot be written must not stop the work. */
export function forgiving(screen: Screen): Screen {
  const write = (text: string) => {
    try {
      screen.write(text)
    } catch {
      // There is no other place to report it.
    }
  }
  return { ...screen, write }
}

/** https://no-color.org and https://force-color.org; an explicit wish overrides a guess. */
export function wantsColour(stream: TextStream, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (environment['NO_COLOR'] || environment['TERM'] === 'dumb') return false
  return stream.isTTY === true
}

export function paintFor(colour: boolean): Paint {
  const brush = (format: Parameters<typeof styleText>[0]): Brush =>
    colour ? (text) => (text ? styleText(format, text, { validateStream: false }) : '') : (text) => text
  const cyan = brush('cyan')
  return {
    bold: brush('bold'),
    dim: brush('dim'),
    red: brush('red'),
    green: brush('green'),
    yellow: brush('yellow'),
    cyan,
    name: (text) => brush(nameColours[numberOf(text) % nameColours.length] ?? 'cyan')(text),
    sentence: colour
      ? (text) => text.replaceAll(/`([^`]+)`/g, (_, code: string) => cyan(code))
      : (text) => text,
  }
}

/** Not red, because red means that something is wrong. */
const nameColours = ['cyan', 'yellow', 'magenta', 'green', 'blue', 'cyanBright', 'magentaBright'] as const

function numberOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7)
}
