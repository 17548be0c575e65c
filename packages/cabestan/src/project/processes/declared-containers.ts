import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import type { Declared } from './declaration.ts'

/** A longer compose file is no compose file any more. */
const maxCharacters = 200_000

/** The commands of services in compose, render.yaml and heroku.yml. */
export function containerCommands(file: string, text: string): Declared[] {
  if (text.length > maxCharacters) return []
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' })
  const lineOf = (node: Node) => counter.linePos(node.range?.[0] ?? 0).line
  return [
    ...named(document.get('services', true)),
    ...listed(document.get('services', true)),
    ...run(document.get('run', true)),
  ].map(({ node, ...declared }) => ({ ...declared, place: { file, line: lineOf(node) } }))
}

type Found = Omit<Declared, 'place'> & { readonly node: Node }

/** compose: `services: {worker: {command: …}}`. */
function named(services: unknown): Found[] {
  if (!isMap(services)) return []
  return services.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isMap(value)) return []
    const name = String(key.value)
    const found = ['entrypoint', 'command'].flatMap((property) => commandIn(value.get(property, true), name))
    return found.map((each) => ({ ...each, ...circumstances(value) }))
  })
}

function circumstances(
  service: YAMLMap,
): Pick<Declared, 'builtFrom' | 'isServing' | 'isLasting' | 'isOnDemand'> {
  const build = service.get('build')
  const builtFrom = isMap(build) ? build.get('context') : build
  return {
    ...(typeof builtFrom === 'string' ? { builtFrom } : {}),
    isServing: service.has('ports'),
    isOnDemand: service.has('profiles'),
    isLasting: /^(?:always|unless-stopped|on-failure)/.test(String(service.get('restart') ?? '')),
  }
}

/** render.yaml: `services: [{type: worker, name: …, startCommand: …, schedule: …}]`. */
function listed(services: unknown): Found[] {
  if (!isSeq(services)) return []
  return services.items.flatMap((service) => {
    if (!isMap(service)) return []
    const when = service.get('schedule')
    return commandIn(service.get('startCommand', true), String(service.get('type') ?? '')).map((found) => ({
      ...found,
      ...(typeof when === 'string' ? { when } : {}),
    }))
  })
}

/** heroku.yml: `run: {worker: …}`. */
function run(commands: unknown): Found[] {
  if (!isMap(commands)) return []
  return commands.items.flatMap(({ key, value }) =>
    isScalar(key) ? commandIn(value, String(key.value)) : [],
  )
}

function commandIn(node: unknown, name: string): Found[] {
  if (isScalar(node) && typeof node.value === 'string') return [{ name, line: node.value, node }]
  if (!isSeq(node)) return []
  const words = node.items.map((item) => (isScalar(item) ? String(item.value) : ''))
  return [{ name, line: words.map(quoted).join(' '), node }]
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
