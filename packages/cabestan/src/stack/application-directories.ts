import type { Reason } from '@cabestan/protocol/reasons'
import type { Step, StepOf } from '@cabestan/protocol/steps'
import {
  dataDirectory,
  homeDirectory,
  mediaDirectory,
  pagesDirectory,
  socketDirectoryOf,
} from './application-paths.ts'

/**
 * Directories for releases, and for what outlives them. nginx may pass through to static files; nobody else can look
 * inside.
 */
export function applicationDirectories(name: string): Step[] {
  const home = homeDirectory(name)
  const own = { owner: name, group: name }
  return [
    directory('app.releases', `${home}/releases`, '0711'),
    directory('app.releases', `${home}/venvs`, '0711'),
    directory('app.cache', `${home}/cache`, '0700', own),
    directory('app.media', mediaDirectory(name), '02750', { owner: name, group: 'www-data' }),
    directory('app.data', dataDirectory(name), '0750', own),
    ...colours(name),
    directory('app.pages', pagesDirectory(name), '0755'),
    directory('app.backups', `/var/backups/${name}`, '0700'),
  ]
}

/** The two places of the web process. Each socket's path never changes; which release runs there does. */
function colours(name: string): Step[] {
  const path = `${homeDirectory(name)}/colours`
  const each = (colour: string): Step[] => [
    directory('app.colours', `${path}/${colour}`, '0711'),
    {
      kind: 'link',
      reason: 'app.colours',
      path: `${path}/${colour}/socket`,
      target: `${socketDirectoryOf(name)}/${colour}.sock`,
    },
  ]
  return [directory('app.colours', path, '0711'), ...each('blue'), ...each('green')]
}

function directory(
  reason: Reason,
  path: string,
  mode: string,
  { owner, group } = { owner: 'root', group: 'root' },
): StepOf<'directory'> {
  return { kind: 'directory', reason, path, owner, group, mode }
}
