import { directoryOf, joined } from '../tree/source-paths.ts'
import type { Tree } from '../tree/tree.ts'
import { simpleCommands } from './shell-words.ts'

/** A command of a file, and whether the next line of its recipe waits for it to end. */
export interface Made {
  readonly words: readonly string[]
  readonly isPassing?: true
}

/** `make worker` in compose or a Procfile stands for its recipe; any other command stays as it is. */
export function made(tree: Tree, file: string, words: readonly string[], depth = 3): Made[] {
  const target = targetOf(words)
  const text = target === null ? null : makefile(tree, file)
  const lines = target === null || text === null ? [] : recipe(text, target)
  if (lines.length === 0 || depth === 0) return [{ words }]
  return lines.flatMap((line, index) =>
    simpleCommands(line)
      .flatMap((each) => made(tree, file, each, depth - 1))
      .map((each) => (index < lines.length - 1 ? { ...each, isPassing: true as const } : each)),
  )
}

function targetOf([program = '', ...words]: readonly string[]): string | null {
  const [target] = words
  return /^(?:\/usr\/bin\/)?make$/.test(program) && words.length === 1 && /^[\w.-]+$/.test(target ?? '')
    ? (target ?? null)
    : null
}

function makefile(tree: Tree, file: string): string | null {
  const homes = [...new Set([directoryOf(file), ''])]
  const paths = homes.flatMap((home) => ['Makefile', 'makefile'].map((name) => joined(home, name)))
  return paths.map((path) => tree.text(path)).find((text) => text !== null) ?? null
}

/** Its lines without make's own prefixes; `$$` is what the shell sees as `$`. */
function recipe(text: string, target: string): string[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)
  const start = lines.findIndex((line) => line.startsWith(`${target}:`) && !/^[^:]*:{1,2}=/.test(line))
  if (start < 0) return []
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => !/^\t|^\s*(?:#|$)/.test(line))
  return rest
    .slice(0, end < 0 ? undefined : end)
    .map((line) => line.trim().replace(/^[@+-]+\s*/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('$$', '$'))
}
