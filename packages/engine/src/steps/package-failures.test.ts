import { expect, it } from 'vitest'
import { packageFailure } from './package-failures.ts'

it.each([
  [
    'E: Unable to locate package no-such-package\n',
    { code: 'package.unknown', values: { name: 'no-such-package' } },
  ],
  [
    "Package thing is not available, but is referred to by another package.\n\nE: Package 'thing' has no installation candidate\n",
    { code: 'package.unknown', values: { name: 'thing' } },
  ],
  [
    "E: Unable to locate package lib++\nE: Couldn't find any package by glob 'lib++'\n",
    { code: 'package.unknown', values: { name: 'lib++' } },
  ],
  [
    "E: You don't have enough free space in /var/cache/apt/archives/.\n",
    { code: 'disk.full', values: { path: '/var/cache/apt/archives' } },
  ],
  [
    'dpkg: error processing archive x.deb (--unpack):\n cannot copy extracted data: failed to write (No space left on device)\n',
    { code: 'disk.full', values: { path: '/' } },
  ],
  [
    'W: Not using locking for read only lock file /var/lib/dpkg/lock-frontend\nE: Unable to write to /var/cache/apt/\nE: The package lists or status file could not be parsed or opened.\nE: Write error - write (30: Read-only file system)\n',
    { code: 'disk.read-only' },
  ],
  [
    "E: Failed to fetch http://mirror.example/debian/pool/t.deb  Temporary failure resolving 'mirror.example'\n",
    { code: 'network.none', values: { address: 'mirror.example' } },
  ],
  [
    'E: Failed to fetch http://proxy:3128/x  Could not connect to proxy:3128 (10.0.0.1). - connect (111: Connection refused)\n',
    { code: 'network.none', values: { address: 'proxy' } },
  ],
  [
    'dpkg: error processing package a (--configure):\nErrors were encountered while processing:\n a\n b\nE: Sub-process /usr/bin/dpkg returned an error code (1)\n',
    { code: 'packages.broken', values: { packages: 'a, b' } },
  ],
  [
    'The following packages have unmet dependencies:\n nginx : Depends: x\nE: Unable to correct problems, you have held broken packages.\n',
    { code: 'packages.broken' },
  ],
  [
    'The following NEW packages will be installed:\n  nginx ufw\nThe following held packages will be changed:\n  nginx nginx-common\n0 upgraded, 2 newly installed.\nE: Held packages were changed and -y was used without --allow-change-held-packages.\n',
    { code: 'packages.held', values: { packages: 'nginx nginx-common' } },
  ],
  [
    'The following packages will be REMOVED:\n  iptables-persistent netfilter-persistent\nThe following NEW packages will be installed:\n  ufw\n0 upgraded, 1 newly installed, 2 to remove and 0 not upgraded.\nE: Packages need to be removed but remove is disabled.\n',
    { code: 'packages.displaced', values: { packages: 'iptables-persistent netfilter-persistent' } },
  ],
  ['E: something that nobody has seen\n', { code: 'command.failed' }],
])('%s', (stderr, failure) => {
  const thrown = packageFailure({ argv: ['apt-get', 'install'], result: { code: 100, stdout: '', stderr } })
  expect(thrown.failure).toMatchObject({
    ...failure,
    detail: { exitCode: 100, argv: ['apt-get', 'install'] },
  })
})
