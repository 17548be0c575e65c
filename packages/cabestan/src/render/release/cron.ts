import { head } from '../head.ts'
import { shellWords } from '../shell.ts'

export interface CronView {
  readonly name: string
  /** bin/schedule */
  readonly command: string
  readonly logs: string
  readonly commands: readonly {
    readonly name: string
    readonly at: string
    readonly argv: readonly string[]
  }[]
}

/** /etc/cron.d/NAME */
export function cronFile({ name, command, logs, commands }: CronView): string {
  const lines = commands.map(({ name: own, at, argv }) => {
    // cron reads an unescaped % as the end of the line.
    return `${at} root ${command} ${own} ${shellWords(argv)}`.replaceAll('%', '\\%')
  })
  return `${head(
    `What ${name} does by the clock: \`schedule\` in cabestan.yaml.`,
    `root keeps their locks, so that none runs over itself, and ${logs}/schedule-*.log;`,
    'the command itself runs as the user of the application.',
  )}
SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
MAILTO=""

${lines.join('\n')}
`
}
