import type { Step } from '@cabestan/protocol/steps'
import { processCommand, runCommand, scheduleCommand } from '../render/commands.ts'
import {
  commandPath,
  homeDirectory,
  lockDirectoryOf,
  logDirectory,
  socketDirectoryOf,
} from './application-paths.ts'

/** Scripts that all releases share: for people, for supervisor and for cron. */
export function applicationCommands(name: string): Step[] {
  const home = homeDirectory(name)
  const view = {
    name,
    home,
    sockets: socketDirectoryOf(name),
    logs: logDirectory(name),
    locks: lockDirectoryOf(name),
    supervisorLog: '/var/log/supervisor/supervisord.log',
  }
  const contents = {
    run: runCommand(view),
    process: processCommand(view),
    schedule: scheduleCommand(view),
  }
  return [
    {
      kind: 'directory',
      reason: 'app.commands',
      path: `${home}/bin`,
      owner: 'root',
      group: 'root',
      mode: '0755',
    },
    ...(['run', 'process', 'schedule'] as const).map(
      (command): Step => ({
        kind: 'file',
        reason: 'app.commands',
        path: commandPath(name, command),
        content: contents[command],
        owner: 'root',
        group: 'root',
        mode: '0755',
      }),
    ),
  ]
}
