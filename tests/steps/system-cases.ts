import { Step } from '@cabestan/protocol/steps'

/** One kind on a real server: how to see it, how to put something else in its place, and how to interrupt it. */
export interface Case {
  readonly step: Step
  /** What `look` answers when all is as described. */
  readonly right: string
  readonly look: string
  /** Leaves something else there. */
  readonly disturb: string
  /** Leaves as much of it undone as there is for a run to be killed over. */
  readonly undo: string
  /** While this program is at this word, the run is killed. Without: when its step begins. */
  readonly killAt?: readonly [program: string, word: string]
  /** What `look` answers when it is taken away; undefined where it stays. */
  readonly gone?: string
}

const directory: Case = {
  step: Step.parse({
    kind: 'directory',
    reason: 'app.directory',
    path: '/srv/essai',
    group: 'www-data',
    mode: '02750',
  }),
  look: 'stat --format="%A %U %G" /srv/essai || echo gone',
  right: 'drwxr-s--- root www-data',
  disturb: 'chmod 777 /srv/essai; chown daemon /srv/essai; touch /srv/essai/kept',
  undo: 'rm -r /srv/essai',
  gone: 'gone',
}

const file: Case = {
  step: Step.parse({
    kind: 'file',
    reason: 'app.directory',
    path: '/srv/essai/notice',
    content: 'welcome\nété\n',
    owner: 'www-data',
    group: 'www-data',
    mode: '0640',
  }),
  look: 'cd /srv/essai && stat --format="%A %U %G" notice && cat notice || echo gone',
  right: '-rw-r----- www-data www-data\nwelcome\nété',
  disturb: 'cd /srv/essai && rm notice && ln -s /etc/passwd notice',
  undo: 'rm /srv/essai/notice',
  gone: 'gone',
}

const link: Case = {
  step: Step.parse({ kind: 'link', reason: 'app.directory', path: '/srv/essai/live', target: 'notice' }),
  look: 'readlink /srv/essai/live || echo gone',
  right: 'notice',
  disturb: 'rm /srv/essai/live && mkdir /srv/essai/live',
  undo: 'rm /srv/essai/live',
  gone: 'gone',
}

const environmentFile: Case = {
  step: Step.parse({
    kind: 'environment-file',
    reason: 'app.environment',
    path: '/srv/essai.env',
    group: 'www-data',
    mode: '0640',
    values: { SECRET_KEY: { generate: 'django-key' }, GREETING: { value: 'it\'s a "good" day' } },
  }),
  look: `cd /srv && stat --format="%A %U %G" essai.env && grep --extended-regexp --count '^SECRET_KEY=[A-Za-z0-9_-]{64}$' essai.env &&
    . ./essai.env && echo "$GREETING"`,
  right: '-rw-r----- root www-data\n1\nit\'s a "good" day',
  disturb: 'sed -i "s/^GREETING=.*/GREETING=bye/; 1i MINE=1" /srv/essai.env; chmod 666 /srv/essai.env',
  undo: 'rm /srv/essai.env',
}

function program(sleep: number): string {
  return `[Unit]\nDescription=Essai\n\n[Service]\nExecStart=/usr/bin/sleep ${sleep}\n\n[Install]\nWantedBy=multi-user.target\n`
}

const stateOf = (unit: string) =>
  `systemctl show --value --property=ActiveState,UnitFileState ${unit} | paste --serial --delimiters=' '`

export const unit: Case = {
  step: Step.parse({
    kind: 'unit',
    reason: 'supervisor.unit',
    name: 'essai.service',
    content: program(9002),
    enabled: true,
    running: true,
  }),
  look: `${stateOf('essai.service')}; tr '\\0' ' ' < /proc/$(systemctl show --value --property=MainPID essai.service)/cmdline`,
  right: 'active enabled\n/usr/bin/sleep 9002',
  disturb: 'rm /etc/systemd/system/essai.service && systemctl mask --now essai.service',
  undo: 'sed -i s/9002/9001/ /etc/systemd/system/essai.service && systemctl daemon-reload && systemctl restart essai',
  killAt: ['systemctl', 'daemon-reload'],
}

const timer: Case = {
  step: Step.parse({
    kind: 'unit',
    reason: 'supervisor.unit',
    name: 'essai.timer',
    content: '[Timer]\nOnCalendar=daily\n\n[Install]\nWantedBy=timers.target\n',
    enabled: true,
    running: true,
  }),
  look: stateOf('essai.timer'),
  right: 'active enabled',
  disturb: 'systemctl disable --now essai.timer',
  undo: 'rm /etc/systemd/system/essai.timer && systemctl daemon-reload',
  killAt: ['systemctl', 'reenable'],
}

export const dropIn: Case = {
  step: Step.parse({
    kind: 'drop-in',
    reason: 'supervisor.unit',
    unit: 'essai.service',
    name: 'cabestan',
    content: '[Service]\nRestartSec=7s\n',
  }),
  look: 'systemctl show --value --property=RestartUSec essai.service; systemctl show --value --property=NeedDaemonReload essai.service',
  right: '7s\nno',
  disturb: 'echo "[Service]" > /etc/systemd/system/essai.service.d/cabestan.conf',
  undo: 'rm -r /etc/systemd/system/essai.service.d && systemctl daemon-reload',
  killAt: ['systemctl', 'daemon-reload'],
  gone: '100ms\nno',
}

export const service: Case = {
  step: Step.parse({
    kind: 'service',
    reason: 'nginx.service',
    unit: 'web.service',
    enabled: true,
    running: true,
    ports: [8099],
  }),
  look: stateOf('web.service'),
  right: 'active enabled',
  disturb: 'systemctl disable --now web.service',
  undo: 'systemctl stop web.service',
  killAt: ['systemctl', 'start web'],
}

export const tmpfiles: Case = {
  step: Step.parse({
    kind: 'tmpfiles',
    reason: 'app.sockets',
    name: 'essai',
    content: '# Sockets of essai\nd /run/essai 0750 root www-data -\n',
  }),
  look: 'cat /etc/tmpfiles.d/essai.conf; stat --format="%a %U %G" /run/essai',
  right: '# Sockets of essai\nd /run/essai 0750 root www-data -\n750 root www-data',
  disturb: 'echo "# other" > /etc/tmpfiles.d/essai.conf; chmod 777 /run/essai',
  undo: 'rm -r /etc/tmpfiles.d/essai.conf /run/essai',
  killAt: ['systemd-tmpfiles', '--create'],
}

export const logrotate: Case = {
  step: Step.parse({
    kind: 'logrotate',
    reason: 'app.logs',
    name: 'essai',
    content: '/var/log/essai/*.log {\n    weekly\n    rotate 4\n    missingok\n}\n',
  }),
  look: 'cat /etc/logrotate.d/essai && stat --format=%a /etc/logrotate.d/essai; logrotate --debug /etc/logrotate.conf 2>&1 | grep -c essai',
  right: '/var/log/essai/*.log {\n    weekly\n    rotate 4\n    missingok\n}\n644\n3',
  disturb: 'echo "# other" > /etc/logrotate.d/essai; chmod 666 /etc/logrotate.d/essai',
  undo: 'rm /etc/logrotate.d/essai',
  killAt: ['logrotate', '--debug'],
}

/** The network's settings belong to the sandbox alone; all others are the machine's around it. */
export const sysctl: Case = {
  step: Step.parse({
    kind: 'sysctl',
    reason: 'system.swappiness',
    name: '60-essai',
    settings: { 'net.ipv4.tcp_fin_timeout': '31', 'net.ipv4.ip_local_port_range': '16000 60000' },
  }),
  look: 'cat /etc/sysctl.d/60-essai.conf | wc -l; sysctl --values net.ipv4.tcp_fin_timeout net.ipv4.ip_local_port_range',
  right: '3\n31\n16000\t60000',
  disturb: 'sysctl -w net.ipv4.tcp_fin_timeout=44',
  undo: 'rm /etc/sysctl.d/60-essai.conf && sysctl -w net.ipv4.tcp_fin_timeout=44',
  killAt: ['sysctl', '-p'],
}

/** What swap is in use belongs to the machine around the sandbox: it is prepared here, never switched on. */
export const swap: Case = {
  step: Step.parse({ kind: 'swap', reason: 'system.swap', path: '/swapfile', megabytes: 64 }),
  look: 'stat --format="%a %U %s" /swapfile && swaplabel /swapfile | wc -l || echo gone; grep swapfile /etc/fstab; ls / | grep -c cabestan',
  right: `600 root ${64 * 1024 * 1024}\n1\n/swapfile none swap sw 0 0\n0`,
  disturb: 'truncate --size=1M /swapfile && mkswap /swapfile; chmod 644 /swapfile; : > /etc/fstab',
  undo: 'rm /swapfile; : > /etc/fstab',
  killAt: ['mkswap', ''],
  gone: 'gone\n0',
}

const timeZone: Case = {
  step: Step.parse({ kind: 'time-zone', reason: 'system.time-zone', zone: 'Europe/Paris' }),
  look: 'readlink --canonicalize /etc/localtime; date --date=2026-07-01 +%Z; cat /etc/timezone || echo Europe/Paris',
  right: '/usr/share/zoneinfo/Europe/Paris\nCEST\nEurope/Paris',
  disturb: 'timedatectl set-timezone America/Cayenne',
  undo: 'rm /etc/localtime',
}

const locale: Case = {
  step: Step.parse({ kind: 'locale', reason: 'system.locale', locale: 'fr_FR.UTF-8' }),
  look: '. /etc/default/locale; LC_ALL=$LANG date --date=2026-01-05 +%A; grep LANG /etc/default/locale',
  right: 'lundi\nLANG=fr_FR.UTF-8',
  disturb: 'printf "LANG=C\\nLC_TIME=C\\n" > /etc/default/locale',
  undo: 'localedef --delete-from-archive fr_FR.utf8',
  killAt: ['locale-gen', ''],
}

/** In the order of a description: what a step stands on comes before it. */
export const cases: readonly Case[] = [
  directory,
  file,
  link,
  environmentFile,
  unit,
  timer,
  dropIn,
  service,
  tmpfiles,
  logrotate,
  sysctl,
  swap,
  timeZone,
  locale,
]
