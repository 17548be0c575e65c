import { type ByHand, edit, sudo } from './hand-moves.ts'

type System = Pick<
  ByHand,
  'package' | 'time-zone' | 'locale' | 'swap' | 'sysctl' | 'unit' | 'drop-in' | 'service' | 'tmpfiles'
>

export const systemByHand: System = {
  package: ({ names, recommends }) => [
    sudo('apt-get', 'update'),
    sudo('apt-get', 'install', ...(recommends ? [] : ['--no-install-recommends']), ...names),
  ],
  'time-zone': ({ zone }) => [sudo('timedatectl', 'set-timezone', zone)],
  locale: ({ locale }) => [
    edit('/etc/locale.gen', [`${locale} UTF-8`]),
    sudo('locale-gen'),
    sudo('update-locale', `LANG=${locale}`),
  ],
  swap: ({ path, megabytes }) => [
    sudo('fallocate', '-l', `${megabytes}M`, path),
    sudo('chmod', '600', path),
    sudo('mkswap', path),
    sudo('swapon', path),
    edit('/etc/fstab', [`${path} none swap sw 0 0`]),
  ],
  sysctl: ({ name, settings }) => [
    edit(
      `/etc/sysctl.d/${name}.conf`,
      Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
    ),
    sudo('sysctl', '--system'),
  ],
  unit: ({ name, content, enabled, running }) => [
    edit(`/etc/systemd/system/${name}`, content),
    sudo('systemctl', 'daemon-reload'),
    ...(enabled || running ? [sudo('systemctl', ...startVerb({ enabled, running }), name)] : []),
  ],
  'drop-in': ({ unit, name, content }) => [
    sudo('mkdir', '-p', `/etc/systemd/system/${unit}.d`),
    edit(`/etc/systemd/system/${unit}.d/${name}`, content),
    sudo('systemctl', 'daemon-reload'),
    sudo('systemctl', 'restart', unit),
  ],
  service: ({ unit, enabled, running }) => [
    ...(enabled || running ? [sudo('systemctl', ...startVerb({ enabled, running }), unit)] : []),
    ...(enabled || running ? [] : [sudo('systemctl', 'disable', '--now', unit)]),
  ],
  tmpfiles: ({ name, content }) => [
    edit(`/etc/tmpfiles.d/${name}`, content),
    sudo('systemd-tmpfiles', '--create', `/etc/tmpfiles.d/${name}`),
  ],
}

function startVerb({ enabled, running }: { enabled: boolean; running: boolean }): string[] {
  if (!enabled) return ['start']
  return running ? ['enable', '--now'] : ['enable']
}
