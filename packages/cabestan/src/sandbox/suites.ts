/** A family of suites: what this machine's apt has to know in order to download and trust a base. */
export interface Distribution {
  readonly id: 'debian' | 'ubuntu'
  readonly name: string
  /** The paths that the distribution itself uses, on a server as on this machine. */
  readonly keyring: string
  /** The package that has it, in either distribution. */
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
  // As on every Ubuntu server: most of what serves a Django project is in universe.
  components: ['main', 'restricted', 'universe', 'multiverse'],
}

/**
 * By code name, as apt calls them. There is no schema here, because the list of commands reads this at every start.
 */
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
