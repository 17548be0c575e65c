import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { isObject } from '../is-object.ts'
import { readYaml } from './document.ts'
import { type JsonSchema, settingsSchema } from './json-schema.ts'
import { everyKey } from './keys.ts'
import { parse } from './parse.ts'

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
const english = await read('reference.yaml')
const french = await read('reference.fr.yaml')

/** Lines such as `#redis: true` are examples; comments have a space after the `#`. */
const example = /^( *)#([a-z_0-9]+):/

/** A small file with one example in its section. */
function fileWith(text: string, index: number): string {
  const lines = text.split('\n')
  const line = lines[index] ?? ''
  const [, , key = ''] = line.match(example) ?? []
  return [
    'app: disquaire',
    ...(key === 'servers' ? [] : ['server: root@203.0.113.10']),
    ...(key === 'domains' ? [] : ['domains: [disquaire.example, www.disquaire.example]']),
    ...sectionsOf(lines.slice(0, index), indentOf(line)),
    line.replace('#', ''),
  ].join('\n')
}

/** The keys above a line, the outermost first. */
function sectionsOf(before: readonly string[], indent: number): string[] {
  if (indent === 0) return []
  const at = before.findLastIndex((each) => /^ *[a-z]/.test(each) && indentOf(each) < indent)
  const section = before[at] ?? ''
  return [...sectionsOf(before.slice(0, at), indentOf(section)), section]
}

function indentOf(line: string): number {
  return line.search(/[^ ]/)
}

/** The keys of nested maps, such as `updates.reboot_at`. */
function keysOf(value: unknown, before = ''): string[] {
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, each]) => [before + key, ...keysOf(each, `${before + key}.`)])
}

const examplesIn = (text: string) =>
  text.split('\n').flatMap((line, index) => (example.test(line) ? [[line.trim(), index] as const] : []))

describe.each([
  ['reference.yaml', english],
  ['reference.fr.yaml', french],
])('%s', (name, text) => {
  it('says what holds anyway: its values are the defaults', () => {
    const bare = parse('app: disquaire\nserver: root@203.0.113.10\n', name)
    expect(parse(text, name)).toEqual(bare)
  })

  it('names every key of the schema, each in its section', () => {
    const files = [text, ...examplesIn(text).map(([, index]) => fileWith(text, index))]
    const named = new Set(files.flatMap((each) => keysOf(readYaml(each, name).value)))
    expect(everyKey().filter((key) => !named.has(key))).toEqual([])
  })

  it.each(examplesIn(text))('has a legal example: %s', (_line, index) => {
    expect(() => parse(fileWith(text, index), name)).not.toThrow()
  })
})

describe('both languages', () => {
  const withoutComments = (text: string) =>
    text
      .split('\n')
      .filter((line) => !/^ *#( |$)/.test(line) && line !== '')
      .map((line) => line.replace(/ # .*$/, ''))

  it('show the same keys, values and examples', () => {
    expect(withoutComments(french)).toEqual(withoutComments(english))
  })
})

describe('every key of the schema', () => {
  const leaves = (schema: JsonSchema, path: string): [string, JsonSchema][] =>
    (schema.anyOf ?? [schema]).flatMap((each) =>
      Object.entries(each.properties ?? {}).flatMap(([key, inner]) => [
        [`${path}${key}`, inner] as [string, JsonSchema],
        ...leaves(inner, `${path}${key}.`),
      ]),
    )

  it.each(leaves(settingsSchema(), ''))('%s has a description and an example', (key, schema) => {
    expect(schema.examples ?? [], key).not.toEqual([])
    // What stands in a list is described with the list.
    if (!key.endsWith('.port')) expect(schema.description, key).toMatch(/\.$/)
  })
})
