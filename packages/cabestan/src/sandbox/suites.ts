/** A family of suites: what the machine's own apt has to know of it, so that a base can be fetched and trusted. */
export interface Distribution {
  readonly id: 'debian' | 'ubuntu'
  readonly name: string
  /** As the distribution itself lays it, on a server and on this machine. */
  readonly keyring: string
  /** Of either distribution, the package that brings it. */
  readonly keyringPackage: string
  readonly components: readonly string[]
}

const debian: Distribution = {
  id: 'debian',
  name: 'Debian',
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  keyringPackage: 'debian-archive-keyring',
  components: ['main'],
}

const ubuntu: Distribution = {
  id: 'ubuntu',
  name: 'Ubuntu',
  keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  keyringPackage: 'ubuntu-keyring',
  // As on every server of Ubuntu: most of what serves a Django project stands in universe.
  components: ['main', 'restricted', 'universe', 'multiverse'],
}

/** By code name, as apt calls them. No schema here: the list of commands reads it at every start. */
const suites = {
  bookworm: { distribution: debian, version: '12' },
  trixie: { distribution: debian, version: '13' },
  jammy: { distribution: ubuntu, version: '22.04' },
  noble: { distribution: ubuntu, version: '24.04' },
  resolute: { distribution: ubuntu, version: '26.04' },
} as const satisfies Record<string, { distribution: Distribution; version: string }>

export type Suite = keyof typeof suites

export const suiteNames = Object.keys(suites) as [Suite, ...Suite[]]
export const defaultSuite: Suite = 'bookworm'

export const distributionOf = (suite: Suite): Distribution => suites[suite].distribution
