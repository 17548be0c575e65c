import type { HostKey } from './ssh-log.ts'

/** A question of ssh, recognised from the text that it gives its askpass program. */
export type SshQuestion =
  | { readonly kind: 'password'; readonly destination: string }
  | { readonly kind: 'passphrase'; readonly key: string }
  | { readonly kind: 'host-key'; readonly destination: string; readonly key: HostKey | null }
  /** Needs no answer: it is shown until ssh ends the program. */
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'prompt'; readonly text: string }

export function readQuestion(text: string, hint: string | null): SshQuestion {
  if (hint === 'none') return { kind: 'notice', text: text.trim() }
  const host = /authenticity of host '(?<host>[^' ]+)/.exec(text)?.groups?.['host']
  if (host !== undefined) return { kind: 'host-key', destination: host, key: readKey(text) }
  const key = /Enter passphrase for key '(?<key>.+)':/.exec(text)?.groups?.['key']
  if (key !== undefined) return { kind: 'passphrase', key }
  // "user@host's password:", and "(user@host) Password:" where the server itself asks.
  const login = /^(?<login>\S+@\S+)'s password:|^\((?<asked>\S+@\S+)\) Password:/i.exec(text.trim())?.groups
  const destination = login?.['login'] ?? login?.['asked']
  if (destination !== undefined) return { kind: 'password', destination }
  return { kind: 'prompt', text: text.trim() }
}

function readKey(text: string): HostKey | null {
  const groups = /(?<algorithm>\S+) key fingerprint is (?<fingerprint>\S+?)\.?(\s|$)/.exec(text)?.groups
  if (!groups) return null
  return { algorithm: groups['algorithm'] ?? '', fingerprint: groups['fingerprint'] ?? '' }
}
