import { classNames, evaluate } from '../python/evaluate.ts'
import type { Evaluation, Names, Value, World } from '../python/values.ts'
import type { Tree } from '../tree/tree.ts'

/** A settings module, or a class in it, to be examined under various conditions. */
export interface Subject {
  readonly tree: Tree
  readonly pythonPath: readonly string[]
  readonly module: string
  readonly className: string | null
}

export interface Look {
  readonly evaluation: Evaluation
  /** The settings: the module's names in capitals, or those of the class with everything that it inherits. */
  readonly names: Names
}

const off: Value = { type: 'boolean', boolean: false }

/** As production sees them: with DEBUG off, whatever the code says. */
export function lookForced(subject: Subject, environment: World['environment']): Look | null {
  return look(subject, { environment, force: { DEBUG: off } })
}

/** The same, and it shows what is derived from this text. */
export function lookForSecret(
  subject: Subject,
  environment: World['environment'],
  secret: string,
): Look | null {
  return look(subject, { environment, force: { DEBUG: off }, secret })
}

/** As they are written. */
export function lookAsWritten(subject: Subject, environment: World['environment']): Look | null {
  return look(subject, { environment })
}

function look({ tree, pythonPath, module, className }: Subject, given: World): Look | null {
  // Whoever imports settings has chosen them by this key, and some settings read it to know which they are.
  const world = { ...given, environment: { DJANGO_SETTINGS_MODULE: module, ...given.environment } }
  const evaluation = evaluate(tree, { directories: pythonPath }, module, world)
  if (evaluation.file === '') return null
  const names = className === null ? evaluation.names : classNames(evaluation, className)
  return { evaluation, names: new Map([...names].filter(([name]) => /^[A-Z][A-Z0-9_]*$/.test(name))) }
}

/** Classes of django-configurations in a module. */
export function configurationClasses(names: Names): string[] {
  return [...names].filter(([, value]) => isConfiguration(value, 0)).map(([name]) => name)
}

const deepest = 20

function isConfiguration(value: Value, depth: number): boolean {
  if (depth > deepest) return false
  const name =
    value.type === 'object' || value.type === 'function'
      ? value.name
      : value.type === 'class'
        ? value.name
        : ''
  if (depth > 0 && /(?:^|\.)Configuration$/.test(name)) return true
  return value.type === 'class' && value.bases.some((base) => isConfiguration(base, depth + 1))
}
