import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { SshLog } from './ssh-log.ts'

export interface Attempt {
  readonly host: string
  /** ssh asked for a password and got one. */
  readonly passwordGiven: boolean
  /** A key that could not be used because nobody gave its passphrase. */
  readonly lockedKey: string | null
}

/** Why ssh itself gave up (exit code 255), from its own messages under LC_ALL=C. */
export function sshFailure(log: SshLog, attempt: Attempt): CabestanError {
  const text = log.messages().join('\n')
  const penalty = log.turnedAway ? cause('host.penalty') : null
  const found = penalty ?? causes.map((read) => read(text, attempt)).find((each) => each !== null)
  const { code, values } = found ?? { code: 'ssh.failed', values: {} }
  const told = { host: attempt.host, destination: attempt.host, ...shownKey(code, log), ...values }
  return new CabestanError(code, told, { detail: { exitCode: 255, tail: log.tail() } })
}

interface Cause {
  readonly code: FailureCode
  readonly values: Record<string, string>
}
type Reading = (text: string, attempt: Attempt) => Cause | null

/** The first match counts, because a changed host key also ends in "verification failed". */
const causes: readonly Reading[] = [
  (text) => {
    if (!/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(text)) return null
    const host = /Host key for (?<host>\S+) has changed/.exec(text)?.groups
    const place = /Offending .* key in (?<file>.+):(?<line>\d+)/.exec(text)?.groups
    return cause('host-key.changed', { ...host, ...place })
  },
  (text) =>
    /Host key verification failed|No .* host key is known for/.test(text) ? cause('host-key.unknown') : null,
  (text) => {
    const host = /Could not resolve hostname (?<host>\S+?):/.exec(text)?.groups?.['host']
    return host === undefined ? null : cause('host.unresolved', { host })
  },
  (text) => {
    const to = /connect to (?:host|address) (?<host>\S+) port (?<port>\d+): (?<reason>.+)/.exec(text)?.groups
    if (!to) return null
    const code = /refused/i.test(to['reason'] ?? '') ? 'host.refused' : 'host.unreachable'
    return cause(code, { ...to })
  },
  (text) => {
    const reason = /timed out during banner exchange/.exec(text)?.[0]
    const to = /Connection to (?<host>\S+) port (?<port>\d+) timed out/.exec(text)?.groups
    return reason === undefined ? null : cause('host.unreachable', { ...to, reason })
  },
  refusedLogin,
]

function refusedLogin(text: string, attempt: Attempt): Cause | null {
  const denied = /(?<user>[^\s@]+)@(?<host>\S+?): Permission denied \((?<methods>[^)]*)\)/.exec(text)?.groups
  const isCrowded = /Too many authentication failures/.test(text)
  if (!denied && !isCrowded) return null
  const values = { ...denied }
  const putty = /Load key "(?<path>[^"]+\.ppk)"/i.exec(text)?.groups
  if (putty) return cause('key.putty', { ...values, ...putty })
  if (attempt.passwordGiven) return cause('password.refused', values)
  if (attempt.lockedKey !== null) return cause('key.locked', { ...values, key: attempt.lockedKey })
  return cause('key.refused', { ...values, ...looseKey(text), ...(isCrowded ? { reason: 'crowded' } : {}) })
}

/** A key file that others may read, which ssh ignores. */
function looseKey(text: string): Record<string, string> {
  return { .../^Load key "(?<loose>[^"]+)": bad permissions/m.exec(text)?.groups }
}

function cause(code: FailureCode, values: Record<string, string> = {}): Cause {
  return { code, values }
}

function shownKey(code: FailureCode, log: SshLog): Record<string, string> {
  if (!code.startsWith('host-key.') || !log.hostKey) return {}
  return { ...log.hostKey }
}
