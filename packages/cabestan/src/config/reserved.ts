/**
 * Names that a server already uses: an application of that name would take over a user, a service's files or
 * a database. `_` and upper case cannot occur in the names that are compared.
 */
const systemAccounts = [
  ...['root', 'daemon', 'bin', 'sys', 'sync', 'games', 'man', 'lp', 'mail', 'news', 'uucp', 'proxy'],
  ...['www-data', 'backup', 'list', 'irc', 'gnats', 'nobody', 'nogroup', 'messagebus', 'sshd', 'syslog'],
  ...['polkitd', 'tss', 'uuidd', 'tcpdump', 'landscape', 'pollinate', 'usbmux', 'dnsmasq', 'rtkit'],
  ...['postgres', 'redis', 'mysql', 'memcache', 'rabbitmq', 'mongodb', 'elasticsearch', 'postfix', 'exim'],
  ...['ntp', 'ntpsec', 'chrony', 'fwupd-refresh', 'dhcpcd', 'statd', 'ftp', 'avahi', 'dovecot', 'opendkim'],
]

const systemGroups = [
  ...['adm', 'tty', 'disk', 'dialout', 'fax', 'voice', 'cdrom', 'floppy', 'tape', 'sudo', 'wheel', 'audio'],
  ...['dip', 'operator', 'src', 'shadow', 'utmp', 'video', 'sasl', 'plugdev', 'staff', 'users', 'input'],
  ...['sgx', 'render', 'kvm', 'lxd', 'docker', 'netdev', 'crontab', 'ssl-cert', 'postdrop', 'kmem', 'rdma'],
]

/** Includes the names of files that packages install in /etc/logrotate.d, /etc/nginx, /etc/supervisor and /run. */
const servicesAndFiles = [
  ...['nginx', 'apache2', 'httpd', 'supervisor', 'supervisord', 'postgresql', 'redis-server', 'valkey'],
  ...['fail2ban', 'ufw', 'ssh', 'cron', 'dbus', 'systemd', 'rsyslog', 'journald', 'udev', 'lock', 'log'],
  ...[
    'apt',
    'dpkg',
    'alternatives',
    'btmp',
    'wtmp',
    'bootlog',
    'certbot',
    'letsencrypt',
    'unattended-upgrades',
  ],
  ...['postgresql-common', 'ubuntu-pro-client', 'ubuntu-advantage-tools', 'snapd', 'cloud-init', 'initctl'],
  ...['default', 'default-ssl', 'catch-all', 'html', 'www', 'localhost', 'cabestan', 'vigie', 'user', 'shm'],
]

const databases = ['template0', 'template1', 'public', 'none']

/** Users that providers' images come with: fine to log in as, but never names of applications. */
const cloudUsers = ['admin', 'administrator', 'ubuntu', 'debian', 'ec2-user', 'cloud-user', 'vagrant', 'opc']

const reservedForEveryone = new Set([...systemAccounts, ...systemGroups, ...servicesAndFiles, ...databases])
const reservedForApplications = new Set([...reservedForEveryone, ...cloudUsers])
const reservedPrefixes = ['systemd-', 'cabestan-', 'postgresql-', 'pg-', 'php']

export function isReservedForApplications(name: string): boolean {
  return reservedForApplications.has(name) || hasReservedPrefix(name)
}

export function isReservedForLogins(name: string): boolean {
  return reservedForEveryone.has(name) || hasReservedPrefix(name) || name.startsWith('_')
}

function hasReservedPrefix(name: string): boolean {
  return reservedPrefixes.some((prefix) => name.startsWith(prefix))
}
