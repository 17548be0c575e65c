import type { Step } from '@cabestan/protocol/steps'
import { applicationLogs } from '../render/logrotate.ts'
import { socketDirectory } from '../render/tmpfiles.ts'
import {
  environmentFile,
  homeDirectory,
  logDirectory,
  redisPasswordKey,
  redisPortKey,
  socketDirectoryOf,
} from './application-paths.ts'
import type { Situation } from './situation.ts'

export function application(situation: Situation): Step[] {
  const { name } = situation.configuration
  return [...account(name), environment(situation), ...logs(name), sockets(name)]
}

function account(name: string): Step[] {
  const path = homeDirectory(name)
  return [
    { kind: 'group', reason: 'app.group', name, system: true },
    {
      kind: 'user',
      reason: 'app.user',
      name,
      system: true,
      home: path,
      shell: '/usr/sbin/nologin',
      groups: [],
    },
    // root's own, so that the application cannot put another environment or release in place of its own.
    // nginx walks through it to the static files; nobody can list it.
    { kind: 'directory', reason: 'app.directory', path, owner: 'root', group: 'root', mode: '0711' },
  ]
}

function environment({ configuration: { name, redis } }: Situation): Step {
  return {
    kind: 'environment-file',
    reason: 'app.environment',
    path: environmentFile(name),
    owner: 'root',
    group: name,
    mode: '0640',
    values: {
      SECRET_KEY: { generate: 'django-key' },
      ...(redis === null
        ? {}
        : { [redisPasswordKey]: { generate: 'password' }, [redisPortKey]: { generate: 'port' } }),
    },
  }
}

/** supervisor writes the logs as root: in a directory of the application's own, a link could lead it astray. */
function logs(name: string): Step[] {
  const directory = logDirectory(name)
  return [
    {
      kind: 'directory',
      reason: 'app.logs',
      path: directory,
      owner: 'root',
      group: 'adm',
      mode: '0750',
    },
    { kind: 'logrotate', reason: 'app.logs', name, content: applicationLogs({ directory }) },
  ]
}

function sockets(name: string): Step {
  return {
    kind: 'tmpfiles',
    reason: 'app.sockets',
    name,
    content: socketDirectory({ path: socketDirectoryOf(name), user: name }),
  }
}
