import type { Reason } from '@cabestan/protocol/reasons'
import type { StepOf } from '@cabestan/protocol/steps'
import { extensionPackages } from './postgres-extensions.ts'
import type { Situation } from './situation.ts'

/**
 * In one step: apt resolves, fetches and unpacks them in one go, which is several times faster than one call for
 * each part. The price is that this step has one reason for all; `reasonOfPackage` tells the part of the stack that
 * wanted each.
 */
export function allPackages(situation: Situation): StepOf<'package'> {
  return packageStep('packages.base', [...ofReleases(situation), ...ofServer(situation)])
}

/**
 * What a release is made with, before everything else: its venv can then be made while all the others are installed.
 */
export function packagesOfReleases(situation: Situation): StepOf<'package'> {
  return packageStep('packages.release', ofReleases(situation))
}

export function packagesOfServer(situation: Situation): StepOf<'package'> {
  const former = ofReleases(situation)
  const names = ofServer(situation).filter((name) => !former.includes(name))
  return packageStep('packages.base', names)
}

function ofReleases({ configuration: { packages } }: Situation): string[] {
  return ['ca-certificates', 'git', 'python3-venv', ...packages]
}

function ofServer(situation: Situation): string[] {
  return wantedPackages(situation).flatMap(({ names }) => names)
}

function packageStep(reason: Reason, names: readonly string[]): StepOf<'package'> {
  return { kind: 'package', reason, names: [...new Set(names)].sort(), recommends: false }
}

/** Why a package is there, for `explain`. */
export function reasonOfPackage(name: string): Reason {
  const reason = packageReasons.find(([pattern]) => pattern.test(name))?.[1]
  return reason ?? 'packages.base'
}

const packageReasons: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/^ufw$/, 'firewall.package'],
  [/^(fail2ban|nftables|python3-systemd)$/, 'fail2ban.package'],
  [/^unattended-upgrades$/, 'updates.package'],
  [/^locales$/, 'system.locale-package'],
  [/^postgresql-[0-9]+-/, 'postgres.extension-package'],
  [/^postgresql$/, 'postgres.package'],
  [/^redis-server$/, 'redis.package'],
  [/^nginx$/, 'nginx.package'],
  [/^supervisor$/, 'supervisor.package'],
  [/^(git|python3-venv)$/, 'packages.release'],
  [/^cron$/, 'packages.cron'],
]

interface Group {
  readonly wanted: boolean
  readonly names: readonly string[]
}

function wantedPackages({ configuration, release }: Situation): Group[] {
  const { firewall, fail2ban, updates, locale, postgres, redis, needs } = configuration
  const groups: Group[] = [
    // Programs that the engine's steps call and that images made for containers lack.
    { wanted: true, names: ['iproute2', 'logrotate', 'procps', 'sudo', 'tzdata'] },
    { wanted: firewall !== null, names: ['ufw'] },
    // It reads the journal with python3-systemd and bans with nftables; its package merely recommends both.
    { wanted: fail2ban !== null, names: ['fail2ban', 'nftables', 'python3-systemd'] },
    { wanted: updates.automatic, names: ['unattended-upgrades'] },
    { wanted: locale !== 'C.UTF-8', names: ['locales'] },
    { wanted: postgres !== null, names: ['postgresql'] },
    { wanted: true, names: extensionPackages(postgres?.extensions ?? [], release) },
    { wanted: redis !== null, names: ['redis-server'] },
    { wanted: true, names: ['nginx', 'supervisor'] },
    { wanted: needs.cron, names: ['cron'] },
  ]
  return groups.filter(({ wanted }) => wanted)
}
