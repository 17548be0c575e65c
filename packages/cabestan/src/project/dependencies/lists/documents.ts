import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import { isObject } from '../../../is-object.ts'
import type { Tree } from '../../tree/tree.ts'

/** The content of a TOML, YAML or JSON file, read by questions that survive any answer. */
export type Table = Readonly<Record<string, unknown>>

export function tomlOf(tree: Tree, path: string): Table | null {
  return readAs(tree, path, (text) => parseToml(text, { integersAsBigInt: 'asNeeded' }))
}

export function yamlOf(tree: Tree, path: string): Table | null {
  return readAs(tree, path, (text) => parseYaml(text, { maxAliasCount: 100, logLevel: 'silent' }))
}

export function jsonOf(tree: Tree, path: string): Table | null {
  return readAs(tree, path, (text) => JSON.parse(text))
}

export function table(value: unknown): Table {
  return isObject(value) ? value : {}
}

export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (Object.hasOwn(table(inner), key) ? table(inner)[key] : undefined),
    value,
  )
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string')
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function readAs(tree: Tree, path: string, parse: (text: string) => unknown): Table | null {
  const content = tree.text(path)
  if (content === null) return null
  try {
    const value = parse(content.replace(/^\ufeff/, ''))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** The line of the first match of each name, as evidence, because parsers keep no lines. */
export function linesOf(tree: Tree, path: string, pattern: RegExp): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const [index, line] of (tree.text(path) ?? '').split('\n').entries()) {
    const name = line.length < 1_000 ? pattern.exec(line)?.[1]?.toLowerCase() : undefined
    if (name !== undefined && !found.has(name)) found.set(name, index + 1)
  }
  return found
}
