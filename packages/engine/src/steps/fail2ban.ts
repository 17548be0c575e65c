import { changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { rootFile, type TextFile, textFileChanges } from './file.ts'
import type { StepKind } from './kind.ts'

type Fail2banStep = StepOf<'fail2ban'>

const path = '/etc/fail2ban/jail.d/cabestan.local'

/** A .local file is read after every .conf, so what stands in it counts. */
export const fail2ban: StepKind<'fail2ban'> = {
  check: async (step, { host }) => changeOf(await textFileChanges(host.files, jailFile(step))),
  apply: (step, _change, { host, services }) =>
    services.change('fail2ban', [path], async () => {
      const file = jailFile(step)
      await host.files.write(file.path, file.content, file)
    }),
  remove: (_step, { host, services }) => services.change('fail2ban', [path], () => host.files.remove(path)),
}

type Jail = Fail2banStep['jails'][number]

function jailFile({ jails }: Fail2banStep): TextFile {
  const content = ['# Managed by Cabestan.', ...jails.flatMap(jailLines), ''].join('\n')
  return { path, content, ...rootFile }
}

function jailLines({ name, settings }: Jail): string[] {
  const all = { enabled: 'true', ...defaultsOf(name), ...settings }
  return ['', `[${name}]`, ...Object.entries(all).map(([key, value]) => `${key} = ${value}`)]
}

/** Servers without rsyslog have no auth.log, and without a log the whole of fail2ban refuses to start. */
function defaultsOf(name: string): Jail['settings'] {
  return name === 'sshd' ? { backend: 'systemd' } : {}
}
