import * as z from 'zod'
import type { Declared } from './declaration.ts'

const Line = z.string().max(2_000)
/** Dokku's app.json; Scalingo's cron.json has the times inside the command; Clever Cloud's is a bare list. */
const Cron = z.union([
  z.object({ cron: z.array(z.object({ command: Line, schedule: Line })) }).transform(({ cron }) => cron),
  z
    .object({ jobs: z.array(z.object({ command: Line })) })
    .transform(({ jobs }) => jobs.map(({ command }) => timed(command))),
  z.array(Line).transform((lines) => lines.map(timed)),
])

export function jsonCommands(file: string, text: string): Declared[] {
  return parsed(text).map(({ schedule, command }) => ({
    name: '',
    line: command,
    when: schedule,
    place: { file, line: lineWith(text, command) },
  }))
}

/** The five fields of a crontab line, or its `@daily`, and the command after them. */
export function timed(line: string): { schedule: string; command: string } {
  const [, schedule = '', command = line] =
    /^\s*(@\w+|(?:[\d*/,A-Za-z-]+\s+){4}[\d*/,A-Za-z-]+)\s+(\S.*)$/.exec(line) ?? []
  return { schedule, command }
}

function parsed(text: string): { schedule: string; command: string }[] {
  try {
    return Cron.safeParse(JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}

function lineWith(text: string, command: string): number {
  const at = text.indexOf(JSON.stringify(command).slice(1, -1))
  return text.slice(0, Math.max(0, at)).split('\n').length
}
