import { Step, type StepKindName } from '@cabestan/protocol/steps'

/** One step of each kind, as stack/ would describe it. */
const written: { readonly [K in StepKindName]: Record<string, unknown> } = {
  package: { reason: 'nginx.package', names: ['nginx', 'ufw'] },
  group: { reason: 'app.group', name: 'disquaire', system: true },
  user: {
    reason: 'access.login',
    name: 'deploy',
    system: false,
    home: '/home/deploy',
    shell: '/bin/bash',
    groups: ['adm'],
  },
  'authorized-keys': {
    reason: 'access.keys',
    user: 'deploy',
    keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJJx celine@atelier'],
  },
  'sudo-rule': { reason: 'access.sudo', name: 'cabestan-deploy', user: 'deploy' },
  sshd: { reason: 'access.sshd', settings: { PermitRootLogin: 'no' } },
  firewall: { reason: 'firewall.rules', allow: [{ port: 22, protocol: 'tcp', comment: 'ssh' }] },
  fail2ban: { reason: 'fail2ban.ssh', jails: [{ name: 'sshd', settings: { enabled: 'true' } }] },
  'unattended-upgrades': { reason: 'updates.automatic', rebootAt: '04:30' },
  'time-zone': { reason: 'system.time-zone', zone: 'Europe/Paris' },
  locale: { reason: 'system.locale', locale: 'fr_FR.UTF-8' },
  swap: { reason: 'system.swap', path: '/swapfile', megabytes: 1024 },
  sysctl: { reason: 'system.swappiness', name: '60-swap', settings: { 'vm.swappiness': '10' } },
  directory: { reason: 'app.directory', path: '/srv/disquaire', mode: '0750' },
  file: {
    reason: 'nginx.default',
    path: '/etc/nginx/sites-available/catch-all',
    content: 'server {\n}\n',
    mode: '0644',
    service: 'nginx',
  },
  link: {
    reason: 'nginx.default',
    path: '/etc/nginx/sites-enabled/default',
    target: '../sites-available/catch-all',
    service: 'nginx',
  },
  'environment-file': {
    reason: 'app.environment',
    path: '/srv/disquaire/env',
    mode: '0640',
    values: { SECRET_KEY: { generate: 'django-key' }, ENV: { value: 'PRODUCTION' } },
  },
  unit: {
    reason: 'supervisor.unit',
    name: 'x.service',
    content: '[Service]\n',
    enabled: true,
    running: true,
  },
  'drop-in': {
    reason: 'supervisor.unit',
    unit: 'supervisor.service',
    name: 'cabestan.conf',
    content: '[Service]\n',
  },
  service: { reason: 'nginx.service', unit: 'nginx.service', enabled: true, running: true, ports: [80] },
  tmpfiles: { reason: 'app.sockets', name: 'disquaire.conf', content: 'd /run/disquaire\n' },
  logrotate: { reason: 'app.logs', name: 'disquaire', content: '/var/log/disquaire/*.log {}\n' },
  'supervisor-program': { reason: 'supervisor.service', name: 'disquaire', content: '[program:disquaire]\n' },
  'nginx-site': { reason: 'nginx.default', name: 'disquaire', content: 'server {}\n', enabled: true },
  'postgres-server': { reason: 'postgres.server', settings: { shared_buffers: '256MB' } },
  'postgres-hba': {
    reason: 'postgres.hba',
    rules: [{ type: 'local', database: 'disquaire', user: 'disquaire', method: 'peer' }],
  },
  'postgres-role': { reason: 'postgres.role', name: 'disquaire', settings: { client_encoding: 'utf8' } },
  'postgres-database': {
    reason: 'postgres.database',
    name: 'disquaire',
    owner: 'disquaire',
    encoding: 'UTF8',
  },
  'postgres-extension': { reason: 'postgres.extension', database: 'disquaire', name: 'pg_trgm' },
  'rabbitmq-vhost': { reason: 'rabbitmq.vhost', name: 'disquaire' },
  'redis-data': { reason: 'redis.data', name: 'disquaire' },
  'redis-instance': {
    reason: 'redis.instance',
    name: 'disquaire',
    maxMemoryMegabytes: 64,
    environmentFile: '/srv/disquaire/env',
    portKey: 'REDIS_PORT',
    passwordKey: 'REDIS_PASSWORD',
  },
}

export const exampleSteps: readonly Step[] = Object.entries(written).map(([kind, step]) =>
  Step.parse({ kind, ...step }),
)

export function exampleStep(kind: StepKindName): Step {
  return Step.parse({ kind, ...written[kind] })
}
