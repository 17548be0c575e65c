import type { Facts } from '@cabestan/protocol/facts'
import { CabestanError } from '@cabestan/protocol/failures'

/** A release of a distribution that Cabestan knows by having tried it. */
export interface Release {
  readonly id: 'debian' | 'ubuntu'
  readonly version: string
  /** The version of PostgreSQL that it brings; packages of extensions bear it in their names. */
  readonly postgres: number
  /** The series of its Python. */
  readonly python: string
  /** What others bring, projects are read to need, and this one no longer has. */
  readonly lacks?: readonly string[]
  /** Packages of Python that want more than it brings, from these versions on. */
  readonly tooNew?: Readonly<Record<string, string>>
}

/** kombu asks Redis for what came with 6.2: a worker of Celery falls over again and again on an older one. */
const beforeRedis62 = { celery: '5.7', kombu: '5.7' }

const releases: readonly Release[] = [
  { id: 'debian', version: '12', postgres: 15, python: '3.11' },
  { id: 'debian', version: '13', postgres: 17, python: '3.13', lacks: ['wkhtmltopdf'] },
  { id: 'ubuntu', version: '22.04', postgres: 14, python: '3.10', tooNew: beforeRedis62 },
  { id: 'ubuntu', version: '24.04', postgres: 16, python: '3.12' },
  { id: 'ubuntu', version: '26.04', postgres: 18, python: '3.14' },
]

/** As Node names them: there is a runtime of ours for these. */
const architectures = ['x64', 'arm64']

/** The release of a server, or a clear word that this one cannot be served. */
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
