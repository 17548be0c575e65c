import type { Step } from '@cabestan/protocol/steps'
import { redisPasswordKey, redisPortKey } from '../project/environment/own-redis.ts'
import { applicationLogs } from '../render/logrotate.ts'
import { runtimeDirectories } from '../render/tmpfiles.ts'
import { applicationCommands } from './application-commands.ts'
import { applicationDirectories } from './application-directories.ts'
import {
  environmentFile,
  homeDirectory,
  lockDirectoryOf,
  logDirectory,
  siteLogDirectory,
  socketDirectoryOf,
} from './application-paths.ts'
import type { Situation } from './situation.ts'

export function application(situation: Situation): Step[] {
  const { name } = situation.configuration
  return [
    environment(situation),
    ...applicationDirectories(name),
    ...logs(name),
    runtime(name),
    ...applicationCommands(name),
  ]
}

/** A user of its own, and a home that contains everything of the application. */
export function account({ configuration: { name } }: Situation): Step[] {
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
    // Belongs to root, so that the application cannot put another environment or release in place of its own.
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

/**
 * supervisor writes its logs as root: in a directory of the application's own, a link could lead it astray. The
 * application only walks through it, to the one below that is its own.
 */
function logs(name: string): Step[] {
  const directory = logDirectory(name)
  const site = siteLogDirectory(name)
  return [
    { kind: 'directory', reason: 'app.logs', path: directory, owner: 'root', group: 'adm', mode: '0751' },
    { kind: 'directory', reason: 'app.site-logs', path: site, owner: name, group: 'adm', mode: '02750' },
    {
      kind: 'logrotate',
      reason: 'app.logs',
      name,
      content: applicationLogs({ directory, site: { directory: site, user: name } }),
    },
  ]
}

function runtime(name: string): Step {
  const directories = { sockets: socketDirectoryOf(name), locks: lockDirectoryOf(name), user: name }
  return { kind: 'tmpfiles', reason: 'app.sockets', name, content: runtimeDirectories(directories) }
}
