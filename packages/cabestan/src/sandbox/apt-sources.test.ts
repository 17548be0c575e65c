import { expect, test } from 'vitest'
import { aptSettings, asDeb822, parseDeb822, parseSourcesList, sourcesFor } from './apt-sources.ts'
import { distributionOf } from './suites.ts'

const list = `# by the installer
deb http://mirror.example/debian bookworm main contrib # near
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian bookworm-updates main
deb [arch=amd64 signed-by=/usr/share/keyrings/php.gpg] https://php.example/debian bookworm main
deb http://mirror.example/debian-security bookworm-security main
`

const deb822 = `Types: deb deb-src
# near
URIs: http://mirror.example/debian
Suites: bookworm
  bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm-security
Components: main

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
`

const wanted = [
  'URIs: http://mirror.example/debian',
  'Suites: trixie',
  'URIs: http://mirror.example/debian',
  'Suites: trixie-updates',
  'URIs: http://mirror.example/debian-security',
  'Suites: trixie-security',
]

test.each([
  ['old', parseSourcesList(list)],
  ['new', parseDeb822(deb822)],
])('the mirrors in the %s format serve another suite too', (_, sources) => {
  expect(sourcesFor('trixie', 'bookworm', sources)?.match(/^(URIs|Suites): .*$/gm)).toEqual(wanted)
})

test('somebody else’s packages for the same release are not Debian', () => {
  const others = parseSourcesList('deb [signed-by=/k/php.gpg] https://php.example/debian bookworm main\n')
  expect(sourcesFor('bookworm', 'bookworm', others)).toBeUndefined()
  expect(
    sourcesFor('bookworm', 'bookworm', parseSourcesList('deb https://php.example/ bookworm main')),
  ).toBeUndefined()
})

test('an Ubuntu machine’s mirrors serve its other suites, and no private archive is taken for one', () => {
  const own = parseDeb822(`Types: deb
URIs: https://ppa.example/somebody/ubuntu
Suites: jammy
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGYo0vEBEAC0Semx
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: http://mirror.example/ubuntu
Suites: jammy jammy-updates jammy-security
Components: main universe
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`)
  const sources = sourcesFor('noble', 'jammy', own) ?? ''
  expect(sources.match(/^(URIs|Suites): .*$/gm)).toEqual(
    ['noble', 'noble-updates', 'noble-security'].flatMap((release) => [
      'URIs: http://mirror.example/ubuntu',
      `Suites: ${release}`,
    ]),
  )
  expect(sources).toContain('Components: main restricted universe multiverse\n')
  expect(sourcesFor('bookworm', 'jammy', own)).toBeUndefined()
})

test('what mmdebstrap wrote becomes stanzas that name the keys', () => {
  const list = 'deb http://mirror.example/ubuntu noble main universe\n'
  expect(asDeb822(distributionOf('noble'), list)).toBe(`Types: deb
URIs: http://mirror.example/ubuntu
Suites: noble
Components: main restricted universe multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
`)
  expect(asDeb822(distributionOf('noble'), '')).toBe('')
})

test('a machine without Debian sources has none to give', () => {
  expect(sourcesFor('bookworm', 'bookworm', [])).toBeUndefined()
  expect(sourcesFor('bookworm', 'noble', parseSourcesList(list))).toBeUndefined()
})

test('of the settings only those count that decide what can be reached', () => {
  const dump = `APT::Architecture "amd64";
Acquire "";
Acquire::http "";
Acquire::http::Proxy "http://proxy.example:3128";
Acquire::Check-Date "false";
Acquire::Languages "";
`
  expect(aptSettings(dump)).toEqual([
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::Check-Date "false";',
  ])
})
