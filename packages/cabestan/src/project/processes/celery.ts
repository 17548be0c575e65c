import type { Place } from '../answer.ts'
import { booleanOf } from '../python/access.ts'
import { argument, callsIn, lastName, nameOf, nodesIn, textOf as textIn } from '../python/parse/nodes.ts'
import type { Module } from '../python/parse/syntax.ts'
import { moduleOf } from '../where/module-name.ts'
import { beatPrograms } from './celery-beat.ts'
import { usualQueueOf, workerPrograms } from './celery-workers.ts'
import type { DeclaredCommand } from './declared.ts'
import { type ProcessesInput, settingOf } from './input.ts'
import type { Program } from './reading.ts'
import { modulesWith } from './source.ts'

export interface CeleryReading {
  /** The argument of `-A`. */
  readonly app: string
  readonly programs: readonly Program[]
  /** The queue for tasks that name no other. */
  readonly usualQueue: string
  /** Where the application itself is given its broker: `Celery('shop', broker='redis://…')`. */
  readonly broker: string | null
  readonly place: Place
}

/** Celery where it is really used: an application, and tasks for it. */
export function readCelery(
  input: ProcessesInput,
  declared: readonly DeclaredCommand[],
): CeleryReading | null {
  const commands = declared.filter(({ words }) => isCelery(words))
  const made = madeIn(input)
  if (!made) return null
  const workers = commands.filter(({ words }) => words.includes('worker'))
  // Tasks that run immediately need no worker; where a worker is named, that is only the default.
  const isEager = booleanOf(settingOf(input, 'CELERY_TASK_ALWAYS_EAGER', 'CELERY_ALWAYS_EAGER')) === true
  if (isEager && workers.length === 0) return null
  if (
    workers.length === 0 &&
    modulesWith(input, /shared_task|\.task\b|@task\b|\bTask\)/).every((module) => !hasTask(module))
  )
    return null
  const app = appNamed(commands) ?? appOf(input, made.module)
  const programs = [
    ...workerPrograms(input, { app, workers, place: made.place }),
    ...beatPrograms(input, { app, commands, place: made.place }),
  ]
  return { app, programs, usualQueue: usualQueueOf(input), broker: made.broker, place: made.place }
}

interface Made {
  readonly module: Module
  readonly place: Place
  readonly broker: string | null
}

function madeIn(input: ProcessesInput): Made | null {
  for (const module of modulesWith(input, /\bCelery\(/)) {
    const call = callsIn(module.body).find(({ callee }) => lastName(callee) === 'Celery')
    if (call)
      return {
        module,
        place: { file: module.file, line: call.line },
        broker: textIn(argument(call, 99, 'broker')),
      }
  }
  return null
}

function hasTask({ body }: Module): boolean {
  return nodesIn(body).some(
    (node) =>
      (node.type === 'function' &&
        node.decorators.some((one) =>
          isTaskDecorator(one.type === 'call' ? nameOf(one.callee) : nameOf(one)),
        )) ||
      (node.type === 'class' && node.arguments.some(({ value }) => /(?:^|\.)Task$/.test(nameOf(value)))),
  )
}

function isTaskDecorator(name: string): boolean {
  return /(?:^|\.)(?:shared_task|periodic_task|task)$/.test(name)
}

/** `celery …`, `python -m celery …`, `/venv/bin/celery …`, `manage.py celery …`. */
function isCelery(words: readonly string[]): boolean {
  return words.slice(0, 3).some((word) => /(?:^|\/)celery$/.test(word))
}

function appNamed(commands: readonly DeclaredCommand[]): string | null {
  for (const { words } of commands) {
    const at = words.findIndex((word) => word === '-A' || word === '--app')
    const named = at < 0 ? words.find((word) => word.startsWith('--app='))?.slice(6) : words[at + 1]
    if (named && /^[\w.:]+$/.test(named)) return named
  }
  return null
}

/** Celery finds `shop.celery` under the name `shop`, and finds no other module like that. */
function appOf(input: ProcessesInput, module: Module): string {
  return (moduleOf(input.pythonPath, module.file) ?? '').replace(/\.celery$/, '')
}
