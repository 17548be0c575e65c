import { fileNameOf } from '../tree/source-paths.ts'
import type { Declared } from './declaration.ts'
import { timed } from './declared-json.ts'

const maxLines = 2_000

/** Files in which each line, with its continuations, is a command. */
export function lineCommands(file: string, text: string): Declared[] {
  const read = readerOf(fileNameOf(file), text)
  const found = logicalLines(text).flatMap(({ line, number }) => {
    const declared = read(line)
    return declared ? [{ ...declared, written: line, place: { file, line: number } }] : []
  })
  return found.map(({ written, ...declared }, index) =>
    read === scriptLine && index < found.length - 1 && passes(written)
      ? { ...declared, isPassing: true }
      : declared,
  )
}

/** Not in the background, not replacing the shell, and not after a condition. */
function passes(line: string): boolean {
  return /^\S/.test(line) && !/^exec\b|&\s*$/.test(line)
}

type Reader = (line: string) => Omit<Declared, 'place'> | null

function readerOf(name: string, text: string): Reader {
  if (/^Procfile/i.test(name)) return procfileLine
  if (/Dockerfile/i.test(name)) return dockerLine
  if (/\.service$/.test(name)) return systemdLine(name.replace(/\.service$/, ''))
  if (/^\[program:/m.test(text)) return supervisorLine()
  if (/cron/i.test(name)) return cronLine
  return /^#!|\.sh$/.test(`${text.slice(0, 2)}${name}`) ? scriptLine : () => null
}

function procfileLine(line: string): ReturnType<Reader> {
  const [, name = '', command = ''] = /^([\w-]+)\s*:\s*(\S.*)$/.exec(line) ?? []
  return name === '' ? null : { name, line: command }
}

function dockerLine(line: string): ReturnType<Reader> {
  const [, command] = /^\s*(?:CMD|ENTRYPOINT)\s+(\S.*)$/i.exec(line) ?? []
  if (command === undefined) return null
  return {
    name: '',
    line: command.startsWith('[') ? command.replace(/^\[|\]\s*$/g, '').replaceAll(',', ' ') : command,
  }
}

function systemdLine(name: string): Reader {
  return (line) => {
    const [, command] = /^\s*ExecStart\s*=\s*[-@:+!]*(\S.*)$/.exec(line) ?? []
    return command === undefined ? null : { name, line: command }
  }
}

function supervisorLine(): Reader {
  let name = ''
  return (line) => {
    name = /^\s*\[program:\s*([^\]]+?)\s*\]/.exec(line)?.[1] ?? name
    const [, command] = /^\s*command\s*=\s*(\S.*)$/.exec(line) ?? []
    return command === undefined ? null : { name, line: command }
  }
}

function cronLine(line: string): ReturnType<Reader> {
  if (/^\s*(?:#|$|\w+\s*=)/.test(line)) return null
  const { schedule, command } = timed(line)
  return schedule === '' ? null : { name: '', line: withoutUser(command), when: schedule }
}

/** In /etc, crontabs name a user before the command. */
function withoutUser(command: string): string {
  return command.replace(/^(?:root|www-data|django|app)\s+/, '')
}

function scriptLine(line: string): ReturnType<Reader> {
  return /^\s*(?:#|$)/.test(line) ? null : { name: '', line: line.trim() }
}

function logicalLines(text: string): { line: string; number: number }[] {
  const found: { line: string; number: number }[] = []
  let started: { line: string; number: number } | null = null
  for (const [index, line] of text.split(/\r?\n/, maxLines).entries()) {
    const whole: { line: string; number: number } = {
      line: `${started?.line ?? ''}${line}`,
      number: started?.number ?? index + 1,
    }
    started = line.endsWith('\\') ? { ...whole, line: `${whole.line.slice(0, -1)} ` } : null
    if (!started) found.push(whole)
  }
  return started ? [...found, started] : found
}
