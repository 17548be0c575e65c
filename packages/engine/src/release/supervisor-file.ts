import { colours } from './places.ts'

/** One program of an application, as its file under /etc/supervisor/conf.d has it. */
export interface SupervisedProgram {
  /** web, worker, beat, … */
  readonly process: string
  /** `disquaire-worker`; of the web process there is one for each colour. */
  readonly program: string
  readonly count: number
  readonly stopSeconds: number
}

export function supervisorFile(name: string): string {
  return `/etc/supervisor/conf.d/${name}.conf`
}

/** The file is the authority: another application's programs may begin with this one's name. */
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

/** supervisor demands a number in the names of processes as soon as there are several. */
export function withCount(text: string, program: string, count: number): string {
  return sectionsOf(text)
    .map((section) => {
      if (!section.startsWith(`[program:${program}]`)) return section
      if (countOf(section) === count) return section
      const counted = withValue(section, 'numprocs', String(count))
      const name = valueIn(counted, 'process_name')
      if (name?.includes('process_num')) return counted
      return withValue(counted, 'process_name', '%(program_name)s_%(process_num)02d')
    })
    .join('')
}

/** Each with the comments and blank lines behind it; first whatever stands before the first one. */
function sectionsOf(text: string): string[] {
  return text.split(/^(?=\[)/m)
}

function countOf(section: string): number {
  return Number(valueIn(section, 'numprocs') ?? 1)
}

function valueIn(section: string, key: string): string | undefined {
  return new RegExp(`^${key}[ \\t]*=[ \\t]*([^;\\n]*?)[ \\t]*(?:;.*)?$`, 'm').exec(section)?.[1]
}

/** In its line, or in a new one right below the head. */
function withValue(section: string, key: string, value: string): string {
  const line = new RegExp(`^${key}[ \\t]*=.*$`, 'm')
  if (line.test(section)) return section.replace(line, () => `${key}=${value}`)
  return section.replace(/^(\[.*\][^\n]*\n)/, (head) => `${head}${key}=${value}\n`)
}

function processOf(rest: string): string {
  return colours.some((colour) => colour === rest) ? 'web' : rest
}
