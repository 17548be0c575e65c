import type { Facts } from '@cabestan/protocol/facts'
import { CabestanError } from '@cabestan/protocol/failures'

/** A release of a distribution on which Cabestan was tried. */
export interface Release {
  readonly id: 'debian' | 'ubuntu'
  readonly version: string
  /** Its version of PostgreSQL, which is part of the names of extensions' packages. */
  readonly postgres: number
  /** The series of its Python. */
  readonly python: string
  /** Packages that projects are read to need, that other releases have, and this one does not have any more. */
  readonly lacks?: readonly string[]
  /** Python packages that need more than it has, from these versions on. */
  readonly tooNew?: Readonly<Record<string, string>>
}

/** kombu uses commands of Redis 6.2: on an older one a Celery worker crashes again and again. */
const beforeRedis62 = { celery: '5.7', kombu: '5.7' }

const releases: readonly Release[] = [
  { id: 'debian', version: '12', postgres: 15, python: '3.11' },
  { id: 'debian', version: '13', postgres: 17, python: '3.13', lacks: ['wkhtmltopdf'] },
  { id: 'ubuntu', version: '22.04', postgres: 14, python: '3.10', tooNew: beforeRedis62 },
  { id: 'ubuntu', version: '24.04', postgres: 16, python: '3.12' },
  { id: 'ubuntu', version: '26.04', postgres: 18, python: '3.14' },
]

/** In Node's words: the architectures for which we have a runtime. */
const architectures = ['x64', 'arm64']

/** The release of a server, or a clear word that this one is not supported. */
export function releaseOf({ system }: Facts): Release {
  if (!system.systemd) throw new CabestanError('server.no-systemd', { name: system.name })
  if (!architectures.includes(system.architecture)) {
    throw new CabestanError('server.architecture', {
      name: system.name,
      architecture: system.architecture,
      supported: 'x86-64, arm64',
    })
  }
  const release = releases.find(({ id, version }) => id === system.id && version === system.version)
  if (!release) throw new CabestanError('server.unsupported', { name: system.name, supported })
  return release
}

const supported = releases
  .map(({ id, version }) => `${id === 'debian' ? 'Debian' : 'Ubuntu'} ${version}`)
  .join(', ')
