import { head } from '../head.ts'

export interface ProgramsView {
  readonly name: string
  readonly home: string
  readonly logs: string
  readonly web: { readonly stopSeconds: number }
  readonly others: readonly OtherProgram[]
}

interface OtherProgram {
  readonly name: string
  readonly count: number
  readonly stopSeconds: number
  /** The signal at which it finishes its work and ends. */
  readonly stopSignal: 'TERM' | 'INT'
}

/**
 * /etc/supervisor/conf.d/NAME.conf. It has no group, because supervisor restarts a whole group when one member
 * changes.
 */
export function programsFile(view: ProgramsView): string {
  const others = view.others.map((program) => otherProgram(program, view))
  return `${head(
    `The programs of ${view.name}; see \`supervisorctl status\`.`,
    '',
    'The web process has two colours, and serves in the one that the link "live" leads to. The other ends by itself,',
    'with 77, and is EXITED until the next release begins there.',
    '',
    'startsecs: bin/process itself waits between two starts, and supervisor never gives up. stopwaitsecs: what a program',
    'is at may come to its end; killasgroup: then nothing of it stays. stdout_logfile_maxbytes: logrotate moves the logs.',
  ).replaceAll(/ +$/gm, '')}

${[webProgram('blue', view), webProgram('green', view), ...others].join('\n\n')}
`
}

function webProgram(colour: 'blue' | 'green', { name, home, logs, web }: ProgramsView): string {
  return section(`${name}-${colour}`, [
    `command=${home}/bin/process web ${colour}`,
    ...life(name),
    `stopwaitsecs=${web.stopSeconds}`,
    ...output(`${logs}/web-${colour}.log`),
  ])
}

/** Programs that are scaled to none are listed too: they stay known, and can be scaled up again. */
function otherProgram(program: OtherProgram, { name, home, logs }: ProgramsView): string {
  const several = program.count !== 1
  return section(`${name}-${program.name}`, [
    `command=${home}/bin/process ${program.name} ${several ? '%(process_num)d' : '1'}`,
    ...(several
      ? [`numprocs=${program.count}`, 'numprocs_start=1', 'process_name=%(program_name)s-%(process_num)d']
      : []),
    ...life(name),
    ...(program.stopSignal === 'TERM' ? [] : [`stopsignal=${program.stopSignal}`]),
    `stopwaitsecs=${program.stopSeconds}`,
    ...output(`${logs}/${program.name}.log`),
  ])
}

function section(name: string, lines: readonly string[]): string {
  return [`[program:${name}]`, ...lines].join('\n')
}

/** bin/process itself waits between two starts, so that supervisor never gives up. */
function life(user: string): string[] {
  return [`user=${user}`, 'autorestart=unexpected', 'exitcodes=77', 'startsecs=0', 'killasgroup=true']
}

function output(path: string): string[] {
  return ['redirect_stderr=true', `stdout_logfile=${path}`, 'stdout_logfile_maxbytes=0']
}
