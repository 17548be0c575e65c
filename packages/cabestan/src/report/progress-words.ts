import type { ConnectionEvent } from '../connection/ports.ts'
import type { SandboxEvent } from '../sandbox/progress.ts'
import { fill } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import type { Voice } from './voice.ts'

export function connectionWords(event: ConnectionEvent, { words, language }: Voice): string {
  const { progress } = words
  switch (event.type) {
    case 'connecting':
      return event.user === null ? progress.connecting : fill(progress.connectingAs, { user: event.user })
    case 'unanswered':
      return progress.unanswered
    case 'touch-key':
      return fill(progress.touchKey, { text: harmless(event.text) })
    case 'waiting':
      return progress.installationWaits
    case 'installing':
      return `${progress.installing[event.what][event.how]}${share(event.bytes, event.total)}`
    case 'connected':
      return fill(progress.connected, { user: event.user })
    case 'sending':
      return `${fill(progress.sending, { size: megabytes(event.total, language) })}${share(event.bytes, event.total)}`
  }
}

export function sandboxWords(event: SandboxEvent, { words }: Voice): string {
  const { sandbox } = words.progress
  switch (event.stage) {
    case 'base':
      return fill(sandbox.base, { suite: event.suite })
    case 'wait':
      return sandbox.wait
    default:
      return fill(sandbox[event.stage], { name: event.name })
  }
}

function share(bytes: number, total: number): string {
  if (total <= 0 || bytes <= 0) return ''
  return ` ${Math.min(100, Math.floor((bytes / total) * 100))} %`
}

function megabytes(bytes: number, language: string): string {
  const format = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, format).format(Math.max(bytes / 1e6, 0.1))
}
