import type { FailureSentences } from '../catalogue.ts'

export const failuresOnTheServer = {
  'server.unsupported': {
    title: ['{name} is not a system that Cabestan knows.', 'This is not a system that Cabestan knows.'],
    next: [
      'Those that it knows: {supported}.',
      'Reinstall the server with Debian 12, Debian 13 or an Ubuntu LTS; your provider’s console offers them.',
    ],
  },
  'server.architecture': {
    title: [
      'The server’s processor ({architecture}) is not supported.',
      'The server’s processor is not supported.',
    ],
    next: ['Cabestan runs on x86-64 and arm64 servers: choose one of these at your provider.'],
  },
  'server.no-systemd': {
    title: 'systemd does not run on this server, so nothing could start or watch its services.',
    next: [
      'A container is often like this: use a virtual machine, or a container that boots systemd.',
      'To try Cabestan on your own computer: `cabestan sandbox up`.',
    ],
  },
  'server.clock': {
    title: [
      'The server’s clock is {time} away from this computer’s.',
      'The server’s clock is far away from this computer’s.',
    ],
    next: [
      'With a wrong clock, certificates and packages are refused. If it is the server’s: `cabestan ssh -- sudo timedatectl set-ntp true`, then wait a minute.',
      'If it is this computer’s, switch on automatic time in its settings.',
    ],
  },
  'disk.full': {
    title: [
      'The disk of the server is full: {space} are free on {path}.',
      'The file system of the server at {path} has {inodes} inodes left: it takes no more files.',
      'The disk of the server is full ({path}).',
      'The disk of the server is full.',
    ],
    next: [
      'Find where the small files are ({inodes} inodes are left): `cabestan ssh -- sudo du --inodes -xd3 / | sort -n | tail`.',
      'See what fills it: `cabestan ssh -- sudo du -xh --max-depth=2 / | sort -h | tail`.',
      'Old packages are often the quickest to go: `cabestan ssh -- sudo apt-get clean`.',
    ],
  },
  'disk.read-only': {
    title: ['{path} is read-only: the disk takes no changes.', 'The disk of the server is read-only.'],
    next: [
      'Linux does this when a disk fails: `cabestan ssh -- sudo dmesg | tail` says why.',
      'Save what you need, reboot from your provider’s console, and ask the provider if it comes back.',
    ],
  },
  'network.none': {
    title: ['The server cannot reach {address}.', 'The server cannot reach the internet.'],
    next: [
      'Try from there: `cabestan ssh -- getent hosts debian.org` (names), then `cabestan ssh -- sudo apt-get update`.',
      'Behind a company’s proxy, tell apt: a line `Acquire::http::Proxy "http://PROXY:PORT";` in `/etc/apt/apt.conf.d/80proxy`.',
    ],
  },
  'packages.locked': {
    title: [
      'Another program holds the package manager: {holder}.',
      'Another program holds the package manager.',
    ],
    next: [
      'A new server often updates itself first: wait a few minutes and run the command again.',
      'What it is doing: `cabestan ssh -- ps -fC apt,apt-get,dpkg,unattended-upgr`.',
    ],
  },
  'packages.broken': {
    title: [
      'The package manager is in a broken state ({packages}).',
      'The package manager is in a broken state.',
    ],
    next: [
      'An installation was cut off before. Usually this mends it: `cabestan ssh -- sudo dpkg --configure -a`.',
      'Then: `cabestan ssh -- sudo apt-get install --fix-broken`, and the same command of Cabestan again.',
    ],
  },
  'packages.held': {
    title: [
      'Somebody holds packages on the server at their version: {packages}.',
      'Somebody holds packages on the server at their version.',
    ],
    next: [
      'What is missing cannot be installed beside them: `cabestan ssh -- sudo apt-mark unhold {packages}`, and the same command of Cabestan again.',
      'Who holds them wanted to: ask first, if that was not you. `cabestan ssh -- apt-mark showhold` names them all.',
    ],
  },
  'packages.displaced': {
    title: [
      'To install what is missing, apt would have to take these packages off the server: {packages}.',
      'To install what is missing, apt would have to take other packages off the server.',
    ],
    next: [
      'Nothing was installed, and nothing taken away. Are they still needed? If not: `cabestan ssh -- sudo apt-get remove {packages}`, and the same command of Cabestan again.',
      'If they are, `cabestan.yaml` can do without what stands in their way: `packages:`, `firewall: false`, `fail2ban: false`…',
    ],
  },
  'package.unknown': {
    title: [
      'The server’s package lists know no package “{name}”.',
      'The server’s package lists do not know one of the packages.',
    ],
    next: [
      'Look for it on packages.debian.org, for the version that the server runs: it may have another name there. If it is gone, take it out of `packages:` in `cabestan.yaml`.',
      'If the lists are incomplete, look at `/etc/apt/sources.list.d` and `/etc/apt/sources.list` on the server.',
    ],
  },
  'locale.unknown': {
    title: ['The server knows no language “{locale}”.', 'The server does not know the language.'],
    next: [
      'Did you mean `locale: {nearest}` in `cabestan.yaml`?',
      'All that it knows: `cabestan ssh -- grep UTF-8 /usr/share/i18n/SUPPORTED`.',
    ],
  },
  'port.taken': {
    title: [
      'Port {port} is taken by {holder}, so {service} cannot start.',
      'Port {port} is taken by {holder}.',
      'Port {port} is taken by another program.',
      'A port is taken by another program.',
    ],
    next: [
      'See it: `cabestan ssh -- sudo ss -ltnp "sport = :{port}"`.',
      'If nobody needs that program, stop it for good (often `sudo systemctl disable --now apache2`), and run the command again.',
    ],
  },
} satisfies Partial<FailureSentences>
