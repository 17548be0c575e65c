import { argument, lastName, nodesIn, textOf } from '../python/parse/nodes.ts'
import type { Expression, Module, Statement } from '../python/parse/syntax.ts'
import { withInner } from '../python/parse/walk.ts'
import { possibleTexts } from './possible-texts.ts'
import type { Project } from './reading.ts'

export type Named = Project['settingsNamed'][number]

export function settingsNamed(module: Module): Named[] {
  return environmentNamed(module, 'DJANGO_SETTINGS_MODULE')
}

/** Values that a file gives to a key of the environment, always (`outright`) or only if it has none. */
export function environmentNamed(module: Module, key: string): Named[] {
  const asked = new Set(conditionalLines(module.body, key))
  const found = nodesIn(module.body).flatMap((node) => {
    const given = givenTo(node, key)
    return given ? [{ ...given, line: node.line }] : []
  })
  return found.flatMap(({ value, outright, line }) =>
    possibleTexts(value, module).map((text) => ({
      module: text,
      place: { file: module.file, line },
      outright: outright && !asked.has(line),
    })),
  )
}

function givenTo(node: Expression | Statement, key: string): { value: Expression; outright: boolean } | null {
  if (node.type === 'assign' && node.value !== null && node.targets.some((target) => isItem(target, key)))
    return { value: node.value, outright: true }
  if (node.type !== 'call' || textOf(argument(node, 0)) !== key) return null
  const value = argument(node, 1)
  const gives = lastName(node.callee)
  return value && (gives === 'setdefault' || gives === 'putenv')
    ? { value, outright: gives === 'putenv' }
    : null
}

function isItem(target: Expression, key: string): boolean {
  return target.type === 'subscript' && textOf(target.index) === key
}

/** `if 'DJANGO_SETTINGS_MODULE' not in os.environ:` is a setdefault in other words. */
function conditionalLines(body: readonly Statement[], key: string): number[] {
  return nodesIn(body).flatMap((node) => {
    if (node.type !== 'if') return []
    const asking = node.branches.filter(({ test }) =>
      withInner(test).some((part) => part.type === 'text' && part.text === key),
    )
    return asking.flatMap((branch) => nodesIn(branch.body).map(({ line }) => line))
  })
}
