import type { Files, Host } from '../host/host.ts'
import { rootDirectory, rootFile } from '../host/root-attributes.ts'
import type { KeptStates } from './kept-state.ts'

/**
 * Files that a service has not judged yet. Should the run or the machine die at that moment, the former ones
 * come back by systemd's own means (tmpfiles.d): as the run's unit ends, and at a boot before services start.
 */
const directory = '/etc/tmpfiles.d'
const path = `${directory}/cabestan-unjudged.conf`
const restore = ['systemd-tmpfiles', '--create', '--remove', '--boot', path] as const

/** For the unit of any process that changes files of services. */
export const restoringAtItsEnd = `--property=ExecStopPost=/bin/sh -c "[ ! -e ${path} ] || ${restore.join(' ')}"`

/** On disk before it returns. */
export async function markUnjudged(files: Files, former: KeptStates): Promise<void> {
  await files.createDirectory(directory, rootDirectory)
  await files.write(path, tmpfilesOf(former), { ...rootFile, mode: '0600' })
}

export async function markJudged(files: Files): Promise<void> {
  await files.remove(path)
}

/** What systemd-tmpfiles refuses is left to the service's pending mark, which knows the former state too. */
export async function restoreUnjudged(host: Host): Promise<void> {
  if (!(await host.files.stat(path))) return
  await host.exec(restore)
  await markJudged(host.files)
}

/** The entry removes itself together with the rest. */
function tmpfilesOf(former: KeptStates): string {
  const lines = Object.entries(former).flatMap(([changed, state]) => lineFor(quoted(changed), state))
  const why = '# Managed by Cabestan. What a run that died had not had judged goes back to what it was.'
  return [why, ...lines, `r! ${path}`, ''].join('\n')
}

function lineFor(changed: string, state: KeptStates[string]): string[] {
  switch (state.type) {
    case 'absent':
      return [`r! ${changed}`]
    case 'file':
      return [`f+! ${changed} ${state.mode} ${state.owner} ${state.group} - ${argument(state.content)}`]
    case 'link':
      return [`L+! ${changed} - - - - ${argument(state.target)}`]
    case 'other':
      return []
  }
}

function quoted(changed: string): string {
  return `"${argument(changed).replaceAll('"', '\\"')}"`
}

/** Escaped for tmpfiles.d(5): C escapes, and % for its specifiers. */
function argument(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll(/\p{Cc}|^ | $/gu, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
