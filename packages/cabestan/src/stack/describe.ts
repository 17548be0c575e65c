import type { Facts } from '@cabestan/protocol/facts'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import type { Configuration } from '../config/configuration.ts'
import type { Problem } from '../config/problems.ts'
import { access } from './access.ts'
import { account, application } from './application.ts'
import { fail2ban, fail2banHeldBack } from './fail2ban.ts'
import { firewall } from './firewall.ts'
import { decide, type Needs } from './needs.ts'
import { allPackages, packagesOfReleases, packagesOfServer } from './packages.ts'
import { applicationDatabase, postgresServer } from './postgres.ts'
import { processes, supervisorUnit } from './processes.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'
import { releaseOf } from './releases.ts'
import type { Situation } from './situation.ts'
import { locale, swap, system } from './system.ts'
import { updates } from './updates.ts'
import { nginxHeldBack, web } from './web.ts'

/** What else a description depends on. */
export interface Circumstances {
  /** Public keys of those who may log in, one a line. */
  readonly publicKeys: readonly string[]
  /** Left out where no project was read. */
  readonly needs?: Needs
}

/**
 * A server as it should be, in the order of work. Packages come first, because all else stands on them, except
 * what their installation must find, and the account of an application that is there: as that, the engine makes the
 * venv of a first release while the greater part of the packages is installed. Then comes what keeps strangers out; then the
 * services; the application comes last.
 */
export function describe(
  configuration: Configuration,
  facts: Facts,
  { publicKeys, needs }: Circumstances,
): readonly Step[] {
  const situation: Situation = {
    configuration: decide(configuration, needs),
    facts,
    publicKeys,
    release: releaseOf(facts),
  }
  requireKeys(situation)
  return freeze([
    ...fail2banHeldBack(situation),
    ...nginxHeldBack(situation),
    supervisorUnit,
    // Before the packages, whose installation is the hardest work that a small machine ever has to do.
    ...swap(situation),
    ...(needs
      ? [packagesOfReleases(situation), ...account(situation), packagesOfServer(situation)]
      : [allPackages(situation), ...account(situation)]),
    ...access(situation),
    ...firewall(situation),
    ...updates(situation),
    ...system(situation),
    ...postgresServer(situation),
    ...web(situation),
    ...processes(),
    ...application(situation),
    ...applicationDatabase(situation),
    ...redis(situation),
    ...rabbitmq(situation),
    // After the packages, because PostgreSQL's creates its databases in the locale that the server has at that
    // moment. It keeps a processor busy for a second or more, and from here on the run mostly waits.
    locale(situation),
    // Last, because it waits for the owner's proof of access, which is given while the services are set up.
    ...fail2ban(situation),
  ])
}

/**
 * Whoever comes in by another name than the login user's needs a key for that user, or the door closes behind
 * them. A server that is reached as the login user has such a key already.
 */
function requireKeys({ configuration: { servers, login, file }, publicKeys }: Situation): void {
  const reachedAsLogin = servers.every((server) => server.type === 'ssh' && server.user === login)
  if (publicKeys.length > 0 || reachedAsLogin) return
  const problem: Problem = 'no-keys'
  throw new CabestanError('config.invalid', { file, key: 'keys', problem })
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) freeze(each)
  return Object.freeze(value)
}
