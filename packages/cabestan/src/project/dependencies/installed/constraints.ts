import { lt } from '@renovatebot/pep440'
import { compareSeries } from '../../runtime/series.ts'
import type { SourceFile } from '../code/own-code.ts'
import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import { type Added, added, type Installed, isOlder } from './added.ts'
import { companions, suitingCode, suitingDjango, suitingSettings } from './compatible.table.ts'
import { bringingPsycopg2 } from './kinship.table.ts'

/** What must be held back beside the project's own words, so that unpinned packages go with its Django and its code. */
export function constraints(
  input: DependencyInput,
  installed: Installed,
  files: readonly SourceFile[],
): Added[] {
  const free = installed.packages.filter(
    ({ from, specifier }) => from === 'index' && !/[<=~]/.test(specifier),
  )
  const settings = input.settingsFiles.map((path) => input.tree.text(path) ?? '').join('\n')
  const apps = input.installedApps.map(({ name }) => name).join(' ')
  const found = [
    ...free.flatMap(({ name }) => byDjango(name, installed.django)),
    ...free.flatMap(({ name }) => byCode(name, files)),
    ...free.flatMap(({ name }) => bySettings(name, `${settings}\n${apps}`)),
    ...psycopg2BesideOldDjango(free, installed),
    ...channelsForSockets(free, files),
    ...byCompanion(installed),
    ...celeryOnPython37(installed),
  ]
  return together(found)
}

/** The last Celery and kombu for it use entry points in a way that importlib-metadata 5 does not support. */
function celeryOnPython37({ packages, python }: Installed): Added[] {
  const has = (wanted: string) => packages.some(({ name }) => name === wanted)
  return python === '3.7' && has('celery') && !has('importlib-metadata')
    ? [added('importlib-metadata', '<5', 'compatible')]
    : []
}

function byDjango(name: string, django: string | null): Added[] {
  const rows = Object.hasOwn(suitingDjango, name) ? (suitingDjango[name] ?? []) : []
  const row = django === null ? undefined : rows.find(([upTo]) => compareSeries(django, upTo) <= 0)
  return row === undefined ? [] : [added(name, row[1], 'compatible')]
}

function byCode(name: string, files: readonly SourceFile[]): Added[] {
  const found = suitingCode.find(
    (each) => each.name === name && files.some(({ imports }) => imports.some((one) => isImport(one, each))),
  )
  return found === undefined ? [] : [added(name, found.specifier, 'compatible')]
}

function isImport(
  { module, names }: SourceFile['imports'][number],
  suiting: (typeof suitingCode)[number],
): boolean {
  const { module: wanted, imports } = suiting
  if (imports !== undefined) return module === wanted && names.some((name) => imports.test(name))
  return (
    module === wanted ||
    module.startsWith(`${wanted}.`) ||
    names.some((name) => `${module}.${name}` === wanted)
  )
}

function bySettings(name: string, settings: string): Added[] {
  const found = suitingSettings.find((each) => each.name === name && !each.unless.test(settings))
  return found === undefined || settings.trim() === '' ? [] : [added(name, found.specifier, 'compatible')]
}

function psycopg2BesideOldDjango(free: readonly Wanted[], { packages, django }: Installed): Added[] {
  if (!isOlder(django, '3.1')) return []
  const driver = free.find(({ name }) => name === 'psycopg2' || name === 'psycopg2-binary')
  if (driver !== undefined) return [added(driver.name, '<2.9', 'compatible')]
  const isBrought = packages.some(({ name }) => bringingPsycopg2.has(name))
  return isBrought && !packages.some(({ name }) => name === 'psycopg2')
    ? [added('psycopg2', '<2.9', 'compatible')]
    : []
}

/**
 * A router for websockets alone: up to version 3 Channels passed plain requests to Django itself, and from 4 on it
 * fails.
 */
function channelsForSockets(free: readonly Wanted[], files: readonly SourceFile[]): Added[] {
  const isFree = free.some(({ name }) => name === 'channels')
  const routers = files.filter(({ text }) => /\bProtocolTypeRouter\(/.test(text))
  const isForSockets =
    routers.length > 0 &&
    routers.every(({ text }) => /['"]websocket['"]/.test(text) && !/['"]http['"]/.test(text))
  return isFree && isForSockets ? [added('channels', '<4', 'compatible')] : []
}

function byCompanion({ packages, django }: Installed): Added[] {
  const isOld = (upTo: string | undefined) =>
    upTo !== undefined && django !== null && compareSeries(django, upTo) <= 0
  return companions
    .filter(({ of, below: limit, upTo }) =>
      packages.some((each) => each.name === of && (isOld(upTo) || isHeldBelow(each, limit))),
    )
    .filter(({ beside }) => beside === undefined || packages.some(({ name }) => name === beside))
    .filter(
      ({ name, specifier }) => !packages.some((each) => each.name === name && isSatisfied(each, specifier)),
    )
    .map(({ name, specifier }) => added(name, specifier, 'compatible'))
}

function isSatisfied(wanted: Wanted, specifier: string): boolean {
  return isHeldBelow(wanted, specifier.replace('<', ''))
}

/** One line for each package, with the strictest condition. */
function together(found: readonly Added[]): Added[] {
  const byName = Map.groupBy(found, ({ name }) => name)
  return [...byName.values()].flatMap((several) => {
    const [first] = several.toSorted((one, other) => (lt(limitOf(one), limitOf(other)) ? -1 : 1))
    return first === undefined ? [] : [first]
  })
}

function limitOf({ specifier }: Added): string {
  return specifier.replace(/^[<=]+/, '')
}
