import { colours } from '../places.ts'

/** One program of an application, as its file in /etc/supervisor/conf.d describes it. */
export interface SupervisedProgram {
  /** web, worker, beat, … */
  readonly process: string
  /** `disquaire-worker`. The web process has one for each colour. */
  readonly program: string
  readonly count: number
  readonly stopSeconds: number
}

export function supervisorFile(name: string): string {
  return `/etc/supervisor/conf.d/${name}.conf`
}

/** The file decides what is ours, because another application's programs may begin with this one's name. */
export function programsIn(text: string, name: string): SupervisedProgram[] {
  return sectionsOf(text).flatMap((section) => {
    const program = /^\[program:([^\]\s]+)\]/.exec(section)?.[1]
    if (!program?.startsWith(`${name}-`)) return []
    const process = processOf(program.slice(name.length + 1))
    return [
      {
        process,
        program,
        count: countOf(section),
        stopSeconds: Number(valueIn(section, 'stopwaitsecs') ?? 10),
      },
    ]
  })
}

/**
 * As the file is written for so many: only several of a program have a number, which supervisor then demands in
 * the names of its processes.
 */
export function withCount(text: string, program: string, count: number): string {
  return sectionsOf(text)
    .map((section) =>
      isOf(section, program) && countOf(section) !== count ? counted(section, count) : section,
    )
    .join('')
}

function isOf(section: string, program: string): boolean {
  return section.startsWith(`[program:${program}]`)
}

function counted(section: string, count: number): string {
  const plain = section.replace(/^(numprocs|numprocs_start|process_name)[ \t]*=.*\n/gm, '')
  if (count === 1) return plain.replace(/^(command=.*) %\(process_num\)d$/m, '$1 1')
  return plain.replace(/^(command=.*?)( 1| %\(process_num\)d)?$/m, (_, command: string, last = '') =>
    [
      `${command}${last === '' ? '' : ' %(process_num)d'}`,
      `numprocs=${count}`,
      'numprocs_start=1',
      'process_name=%(program_name)s-%(process_num)d',
    ].join('\n'),
  )
}

/** Each with the comments and blank lines after it; the first piece is what stands before the first program. */
function sectionsOf(text: string): string[] {
  return text.split(/^(?=\[)/m)
}

function countOf(section: string): number {
  return Number(valueIn(section, 'numprocs') ?? 1)
}

function valueIn(section: string, key: string): string | undefined {
  return new RegExp(`^${key}[ \\t]*=[ \\t]*([^;\\n]*?)[ \\t]*(?:;.*)?$`, 'm').exec(section)?.[1]
}

function processOf(rest: string): string {
  return colours.some((colour) => colour === rest) ? 'web' : rest
}
