import { CabestanError } from '@cabestan/protocol/failures'
import { printable } from './peer-stream.ts'

/** What a server says of itself first. */
export interface Greeting {
  readonly machine: string
  readonly system: string
  readonly version: string
  readonly systemd: boolean
  readonly user: string
}

/** What the scripts on the server print, one line each. */
export type Said =
  | { readonly word: 'hello'; readonly greeting: Greeting }
  | { readonly word: 'no-sudo' }
  /** sudo wants a terminal (`requiretty`), so a password would not help. */
  | { readonly word: 'no-terminal' }
  /** sudo wants a password. */
  | { readonly word: 'password' }
  /** A root shell waits for the installation script. */
  | { readonly word: 'ready' }
  | { readonly word: 'waiting' }
  /** Everything is installed, and the engine speaks next. */
  | { readonly word: 'starting' }
  | { readonly word: 'need'; readonly what: 'engine' }
  /** Null where the server has no program for downloading. */
  | { readonly word: 'need'; readonly what: 'runtime'; readonly tool: string | null }
  | { readonly word: 'progress'; readonly bytes: number }
  | { readonly word: 'refused'; readonly how: string; readonly reason: string }
  | { readonly word: 'failed'; readonly code: string; readonly rest: string }

/** Null for a line that the scripts did not print. */
export function readBootstrapLine(line: string, mark: string): Said | null {
  if (!line.startsWith(`${mark} `)) return null
  const text = line.slice(mark.length + 1)
  const said = readSaid(text.split(' '))
  if (!said) throw new CabestanError('protocol.garbage', { start: printable(text) })
  return said
}

function readSaid([word, ...rest]: string[]): Said | null {
  switch (word) {
    case 'hello':
      return readGreeting(rest)
    case 'no-sudo':
    case 'no-terminal':
    case 'password':
    case 'ready':
    case 'waiting':
    case 'starting':
      return { word }
    case 'need':
      return readNeed(rest)
    case 'progress':
      return { word, bytes: Number.parseInt(rest[0] ?? '', 10) || 0 }
    case 'refused':
      return { word, how: rest[0] ?? '', reason: rest.slice(1).join(' ') }
    case 'failed':
      return { word, code: rest[0] ?? '', rest: rest.slice(1).join(' ') }
    default:
      return null
  }
}

/** The user's name comes last, because one from a directory service may contain a space. */
function readGreeting([machine, system, version, systemd, ...user]: string[]): Said | null {
  if (machine === undefined || system === undefined || version === undefined || user.length === 0) return null
  const greeting = { machine, system, version, systemd: systemd === 'yes', user: user.join(' ') }
  return { word: 'hello', greeting }
}

function readNeed([what, tool]: string[]): Said | null {
  if (what === 'engine') return { word: 'need', what }
  return what === 'runtime' ? { word: 'need', what, tool: tool ?? null } : null
}
