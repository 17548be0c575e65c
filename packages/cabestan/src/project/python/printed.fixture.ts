import { memoryTree } from '../tree/memory-tree.ts'
import { checkout } from './checkout.ts'
import { evaluate } from './evaluate.ts'
import type { Evaluation, Value } from './values.ts'

/** A value on one line, as a test reads it: `$KEY` is the environment's, `?` unknown, `a | b` a choice. */
export function printed(value: Value | undefined): string {
  switch (value?.type) {
    case 'text':
      return `${value.flavour === 'bytes' ? 'b' : ''}'${value.text.replaceAll(checkout, '~')}'`
    case 'number':
      return String(value.number)
    case 'boolean':
      return value.boolean ? 'True' : 'False'
    case 'none':
      return 'None'
    case 'list':
      return bracketed(value)
    case 'dict':
      return `{${value.entries.map(([key, inside]) => `${printed(key)}: ${printed(inside)}`).join(', ')}${more(value.open)}}`
    case 'environment':
      return `$${value.key}`
    case 'choice':
      return value.of.map(printed).join(' | ')
    case 'object':
      return `<${value.name}>`
    case 'module':
      return `<module ${value.module}>`
    case 'unknown':
      return '?'
    default:
      return value ? `<${value.type} ${value.name}>` : 'absent'
  }
}

function bracketed(value: Extract<Value, { type: 'list' }>): string {
  const [open = '', close = ''] = { list: '[]', tuple: '()', set: '{}' }[value.flavour]
  return `${open}${value.items.map(printed).join(', ')}${more(value.open)}${close}`
}

function more(open: true | undefined): string {
  return open ? ', …' : ''
}

/** A project of these files, with `settings.py` at its top where only a text is given. */
export function evaluated(
  files: string | Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  module = 'settings',
): Evaluation {
  const tree = memoryTree(typeof files === 'string' ? { 'settings.py': files } : files)
  return evaluate(tree, { directories: [''] }, module, { environment })
}

/** What `X` is at the end. */
export function worth(
  files: string | Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  name = 'X',
): string {
  return printed(evaluated(files, environment).names.get(name))
}

/** `KEY:cast=default!` for every read, with `!` where it is needed and `(no)` where it is not reached. */
export function readsOf({ reads }: Evaluation): readonly string[] {
  return reads.map(({ key, cast, default: otherwise, needed, reached }) => {
    const shown = otherwise ? `=${printed(otherwise)}` : ''
    return `${key}:${cast}${shown}${needed ? '!' : ''}${reached === 'yes' ? '' : `(${reached})`}`
  })
}
