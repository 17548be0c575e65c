import { isDeepStrictEqual } from 'node:util'
import type { ChangeItem } from '@cabestan/protocol/changes'
import { hookCommands, type ReleaseOrder } from '@cabestan/protocol/orders'

/**
 * What a release is made of otherwise than the one that is live, besides its commit: a person who changed a line of
 * cabestan.yaml sees here what becomes of it. Values of variables are not shown: a log of CI keeps what it is told.
 */
export function releaseDifferences(live: ReleaseOrder | null, next: ReleaseOrder): ChangeItem[] {
  if (!live) return []
  return [
    ...valueItem('Python', live.venv.python, next.venv.python),
    ...listItem('packages', packagesOf(live), packagesOf(next)),
    ...listItem('variables', variablesOf(live), variablesOf(next)),
    ...filesItems(live, next),
    ...workingsItems(workingsOf(live, next), workingsOf(next, live)),
  ]
}

/** Each with its fingerprint, so that an entry whose value differs shows as both removed and new. */
type Named = ReadonlyMap<string, unknown>

function listItem(what: 'packages' | 'variables', before: Named, after: Named): ChangeItem[] {
  const missingIn = (others: Named, own: Named) =>
    [...own].flatMap(([name, value]) => (isDeepStrictEqual(others.get(name), value) ? [] : [name]))
  const [add, remove] = [missingIn(before, after), missingIn(after, before)]
  return add.length + remove.length > 0 ? [{ type: 'list', what, subject: '', add, remove }] : []
}

function variablesOf({ environment }: ReleaseOrder): Named {
  return new Map(Object.entries(environment))
}

/** Without hashes, which nobody reads. */
function packagesOf({ venv: { requirements, beside } }: ReleaseOrder): Named {
  return new Map([...requirements, ...beside].map((line) => [line.split(/\s+--hash/, 1)[0] ?? line, true]))
}

function filesItems(live: ReleaseOrder, next: ReleaseOrder): ChangeItem[] {
  const [before, after] = [live, next].map(
    ({ files }) => new Map(files.map(({ path, content }) => [path, content])),
  )
  const paths = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])
  return [...paths].flatMap((path) => textItem(path, before?.get(path) ?? null, after?.get(path) ?? null))
}

/** More than this many lines are shown as a text of their own. */
const mostValues = 8

/** These are shown by name, because that another page proves the release matters more than `+1 −1`. */
function workingsItems(before: Workings, after: Workings): ChangeItem[] {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const items = names.flatMap((name) => valueItem(name, before.get(name) ?? null, after.get(name) ?? null))
  return items.length <= mostValues ? items : textItem('release.json', textOf(before), textOf(after))
}

/** `probe.path` → `"/"` */
type Workings = ReadonlyMap<string, string>

/** How it is built, started, probed and kept. */
function workingsOf(
  { build, database, web, probe, programs, keep, hooks }: ReleaseOrder,
  other: ReleaseOrder,
): Workings {
  const { allowUnsafe: _, maintenance: __, fixtures: ___, ...lasting } = database
  const processes = processesOf(programs, other.programs)
  const leaves = { build, database: lasting, web, probe, processes, keep, ...hooksOf(hooks) }
  return new Map(leavesOf('', leaves))
}

/** Under the names that they have in cabestan.yaml. The path of an address is as good as its password. */
function hooksOf(hooks: ReleaseOrder['hooks']) {
  const { notifyAddress: address } = hooks
  const commands = hookCommands(hooks).map(({ key, words }) => [key, words.join(' ')])
  const webhook = address === null ? {} : { 'hooks.notify.webhook': `${new URL(address).origin}/…` }
  return { ...Object.fromEntries(commands), ...webhook }
}

/** Under the names that they have in cabestan.yaml. Of one that is new, or that goes, its file says all. */
function processesOf(programs: ReleaseOrder['programs'], others: ReleaseOrder['programs']) {
  const lasting = programs.filter(({ name }) => others.some((other) => other.name === name))
  return Object.fromEntries(lasting.map(({ name, program: _, ...rest }) => [name, rest]))
}

function leavesOf(path: string, value: unknown): [string, string][] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value)]]
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, each]) => leavesOf(path === '' ? key : `${path}.${key}`, each))
}

function textOf(workings: Workings): string {
  return [...workings].map(([name, value]) => `${name}: ${value}\n`).join('')
}

function textItem(path: string, before: string | null, after: string | null): ChangeItem[] {
  return before === after ? [] : [{ type: 'text', path, before, after }]
}

function valueItem(key: string, before: string | null, after: string | null): ChangeItem[] {
  return before === after ? [] : [{ type: 'value', subject: '', name: 'setting', key, before, after }]
}
