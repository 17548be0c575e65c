import { describe, expect, it } from 'vitest'
import type { Answer, Place } from './answer.ts'
import { type CorpusProject, corpus, projectTree, unchangedRepository } from './corpus.fixture.ts'
import { namesFor } from './environment/server-names.fixture.ts'
import type { Finding } from './findings/finding.ts'
import { judge } from './judge.ts'
import { keysBehind } from './python/access.ts'
import { type ProjectReading, readProject } from './read.ts'
import type { Tree } from './tree/tree.ts'

/**
 * Whatever form the settings have, somebody who opens the file at the line has to find there what the finding is
 * about.
 */
describe('the places', () => {
  it.each(corpus())('$name', (project) => {
    expect(unplaced(project)).toEqual([])
  })
})

/** The settings that each of these findings is about. All other findings name their subject in their values. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  'settings.debug-on': ['DEBUG'],
  'settings.key-random': ['SECRET_KEY'],
  'settings.origins-scheme': ['CSRF_TRUSTED_ORIGINS'],
  'settings.weak': ['MIDDLEWARE', 'MIDDLEWARE_CLASSES'],
  'settings.mail-nowhere': ['EMAIL_BACKEND'],
  'settings.memory-cache': ['SESSION_ENGINE'],
  'settings.memory-channels': ['CHANNEL_LAYERS'],
  'settings.storage-elsewhere': ['STORAGES', 'DEFAULT_FILE_STORAGE'],
  'settings.static-elsewhere': ['STORAGES', 'STATICFILES_STORAGE'],
  'settings.storage-unread': ['DEFAULT_FILE_STORAGE'],
  'settings.sign-in-keys': ['OIDC_OP_JWKS_ENDPOINT', 'AUTHENTICATION_BACKENDS'],
  'settings.log-path': ['LOGGING'],
  'settings.log-moved': ['LOGGING'],
  'settings.site-id': ['SITE_ID', 'INSTALLED_APPS'],
  'settings.tenants': ['INSTALLED_APPS'],
  'settings.routers': ['DATABASE_ROUTERS'],
  'settings.urls-elsewhere': ['ROOT_URLCONF'],
  'settings.errors-reported': ['RAVEN_CONFIG', 'sentry_sdk'],
  'settings.platform': ['django_heroku'],
  'data.engine-unknown': ['DATABASES'],
  'data.engine-elsewhere': ['DATABASES'],
  'data.engine-other': ['DATABASES'],
  'data.database-over-there': ['DATABASES'],
  'data.several-databases': ['DATABASES'],
  'data.default-empty': ['DATABASES'],
  'data.mysql': ['DATABASES'],
  'processes.rabbitmq': ['CELERY_BROKER_URL', 'INSTALLED_APPS'],
}

/** The place of these findings is a whole file, or a file that is no settings file. */
const elsewhere =
  /^settings\.(?:too-large|no-text|link-outside|missing.*|none|guessed|not-the-default|bypass|broken|effects|file-.*)$|^data\.(?:written-in-code|sqlite-.*|migration.*|models-.*|application-.*)$|^processes\.(?:service|asgi|endless-command|not-scheduled|scheduled)$/

interface Read {
  readonly tree: Tree
  readonly reading: ProjectReading
}

function unplaced({ files }: CorpusProject): string[] {
  const tree = projectTree(files)
  const reading = readProject(tree, { start: '', choices: {} })
  const today = '2026-11-24'
  const repository = unchangedRepository
  const findings = judge({ tree, reading, repository, configuration: null, names: namesFor(reading), today })
  const read: Read = { tree, reading }
  return [
    ...ofSettings(read),
    ...ofKeys(read),
    ...ofAnswers(read),
    ...findings.flatMap((finding) => ofFinding(read, finding)),
  ]
}

function ofSettings(read: Read): string[] {
  const { values, underDebug } = read.reading.settings
  return [...values, ...underDebug]
    .filter(([name, { place }]) => !place || !speaksOf(read, place, [name]))
    .map(([name, { place }]) => `${name}: ${shown(read, place)}`)
}

/** A key is found by its name, as a field after its prefix, or where the setting is made that comes of it. */
function ofKeys(read: Read): string[] {
  const { environment, settings } = read.reading
  const keys = [
    ...environment,
    ...settings.switches.map(({ key, place }) => ({ name: key, places: [place] })),
  ]
  return keys.flatMap(({ name, places }) => {
    const made = [...settings.values].filter(([, value]) => keysBehind(value).includes(name))
    const words = [name, name.slice(name.indexOf('_') + 1), ...made.map(([setting]) => setting)]
    if (name === 'DJANGO_CONFIGURATION') words.push(settings.className ?? '')
    return (places.length > 0 ? places : [undefined])
      .filter((place) => !place || !speaksOf(read, place, words))
      .map((place) => `${name}: ${shown(read, place)}`)
  })
}

function ofAnswers(read: Read): string[] {
  const { data, processes, settings } = read.reading
  const { engine } = data.database
  const [first] = engine.places
  const isEngine =
    engine.value === null || engine.value === 'none' || (first && speaksOf(read, first, ['DATABASES']))
  const answers: Readonly<Record<string, Answer<unknown>>> = {
    redis: processes.redis,
    rabbitmq: processes.rabbitmq,
    wsgi: settings.wsgi,
    asgi: settings.asgi,
  }
  const parts = [...processes.programs, ...processes.services, ...processes.scheduled]
  return [
    ...(isEngine ? [] : [`engine: ${shown(read, first)}`]),
    ...Object.entries(answers)
      .filter(([, { value, places }]) => value && !hasLines(places))
      .map(([name]) => `${name}: no line`),
    ...parts.filter(({ place }) => !hasLines([place])).map(({ place }) => `a program: ${shown(read, place)}`),
  ]
}

function ofFinding(read: Read, { code, places, values }: Finding): string[] {
  if (!/^(?:settings|data|processes)\./.test(code) || elsewhere.test(code)) return []
  // A setting that is set nowhere has no place.
  if (places.length === 0 && values['missing'] !== undefined) return []
  const named = Object.values(values).flatMap((value) => value.split(/[^\w-]+/))
  const words = [
    ...(subjects[code] ?? []),
    ...named.flatMap((name) => [name, name.slice(name.indexOf('_') + 1)]),
  ]
  return (places.length > 0 ? places : [undefined])
    .filter((place) => !place || !speaksOf(read, place, words))
    .map((place) => `${code}: ${shown(read, place)}`)
}

function hasLines(places: readonly Place[]): boolean {
  return places.length > 0 && places.every(({ line }) => line !== undefined)
}

/** Whether the line contains one of the words, or one of the lines around it does. */
function speaksOf(read: Read, place: Place, words: readonly string[]): boolean {
  const said = [textAt(read, place), ...around(read, place)].join('\n').toUpperCase()
  // One call fills in many names without writing them.
  if (/\b(?:VARS|LOCALS|GLOBALS)\(\)/.test(said)) return true
  return words.some((word) => word.length > 1 && said.includes(word.toUpperCase()))
}

/**
 * The lines above that are each indented less than all that follow: the beginnings of the statement, the function and
 * the class.
 */
function around(read: Read, { file, line = 0 }: Place): string[] {
  const above = Array.from({ length: Math.max(0, line - 1) }, (_, at) =>
    textAt(read, { file, line: line - 1 - at }),
  )
  let margin = marginOf(textAt(read, { file, line }))
  return above.filter((text) => {
    const isOuter = text.trim() !== '' && marginOf(text) < margin
    if (isOuter) margin = marginOf(text)
    return isOuter
  })
}

function marginOf(text: string): number {
  return text.search(/\S|$/)
}

function textAt({ tree }: Read, { file, line = 0 }: Place): string {
  return tree.text(file)?.split('\n')[line - 1] ?? ''
}

function shown(read: Read, place: Place | undefined): string {
  return place ? `${place.file}:${place.line ?? '?'} ${textAt(read, place).trim()}` : 'nowhere'
}
