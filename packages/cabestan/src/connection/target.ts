import { CabestanError } from '@cabestan/protocol/failures'

/** A server as the configuration names it. */
export interface Target {
  /** As the person wrote it: user@host, an alias of their ssh configuration, ssh://user@host:port, [ipv6]. */
  readonly destination: string
  /** Arguments for ssh that override ours: a sandbox's key, `-F` for another configuration. */
  readonly sshOptions: readonly string[]
  /** The limited user that the first run makes. */
  readonly login: string
}

/**
 * The arguments that name the server: ssh's own option for a port, and a destination that cannot be taken for an
 * option.
 */
export interface SshDestination {
  readonly options: readonly string[]
  readonly host: string
}

/** Control characters, spaces and a leading dash would be read as something else on the way. */
const plain = /^[^\s\p{Cc}-][^\s\p{Cc}]*$/u
const bracketed = /^(?:ssh:\/\/)?(?<user>[^@]+@)?\[(?<host>[0-9A-Fa-f:.%\w]+)\](?::(?<port>\d{1,5}))?$/
const withPort = /^(?<name>(?:[^@]+@)?[^:@/]+):(?<port>\d{1,5})$/

export function sshDestination(written: string): SshDestination {
  if (!plain.test(written)) throw new CabestanError('config.invalid', { key: 'server', value: written })
  const isAddress = written.startsWith('ssh://')
  const groups = (bracketed.exec(written) ?? (isAddress ? null : withPort.exec(written)))?.groups
  if (!groups) return { options: [], host: written }
  const host = groups['name'] ?? `${groups['user'] ?? ''}${groups['host']}`
  return { options: groups['port'] === undefined ? [] : ['-p', groups['port']], host }
}

/** The user that the destination itself names; the ssh configuration may name another. */
export function writtenUser(written: string): string | null {
  const at = written.lastIndexOf('@')
  if (at === -1) return null
  return written.slice(0, at).replace(/^ssh:\/\//, '')
}

/** The destination as people are told it, with the user who logs in: after the first run that is another one. */
export function destinationAs(written: string, user: string | null): string {
  return user === null ? written : written.replace(/^(ssh:\/\/)?(?:.*@)?/, `$1${user}@`)
}
