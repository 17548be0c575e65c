import type { Place } from '../answer.ts'
import { hostIn, isHere } from '../hosts.ts'
import { alternatives, entry, itemsOf, keysOf, placeOf, textOf } from '../python/access.ts'
import type { Value } from '../python/values.ts'
import { placeWith } from '../tree/line-with.ts'
import { directoryOf, fileNameOf, joined } from '../tree/source-paths.ts'
import { appPlace, hasApp, type ProcessesInput } from './input.ts'
import type { Processes } from './reading.ts'
import { modulesWith } from './source.ts'

type Service = Processes['services'][number]

/** Other servers that the site connects to and that Cabestan does not set up. */
export function readServices(input: ProcessesInput): Service[] {
  const found = [...backendServices(input), ...appServices(input), ...codeServices(input)]
  const services = [...new Map(found.map((service) => [service.name, service])).values()]
  return services.map((service) => withPackage(input, service))
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/elasticsearch|opensearch/i, 'elasticsearch'],
  [/solr/i, 'solr'],
  [/memcached|pymemcache|pylibmc/i, 'memcached'],
  [/djongo|mongodb/i, 'mongodb'],
  [/meilisearch/i, 'meilisearch'],
  [/typesense/i, 'typesense'],
  [/clickhouse/i, 'clickhouse'],
  [/cassandra/i, 'cassandra'],
]

/** By classes that settings name: for caches, searches, databases. */
function backendServices({ values }: ProcessesInput): Service[] {
  const named: readonly (Value | undefined)[] = [
    ...inner(values.get('CACHES'), 'BACKEND'),
    ...inner(values.get('HAYSTACK_CONNECTIONS'), 'ENGINE'),
    ...inner(values.get('WAGTAILSEARCH_BACKENDS'), 'BACKEND'),
    ...inner(values.get('DATABASES'), 'ENGINE'),
    values.get('SESSION_ENGINE'),
  ]
  return named.flatMap((value) =>
    alternatives(value).flatMap((each) => serviceOf(textOf(each) ?? '', placeOf(value) ?? placeOf(each))),
  )
}

/** No Django project works without these if it looks for them here. */
function withPackage({ values }: ProcessesInput, service: Service): Service {
  if (service.name !== 'memcached') return service
  const caches = values.get('CACHES')
  const used = keysOf(caches).filter((alias) =>
    /memcache/i.test(textOf(entry(caches, alias, 'BACKEND')) ?? ''),
  )
  const areHere = used.every((alias) => {
    const { items, complete } = itemsOf(entry(caches, alias, 'LOCATION'))
    const found = complete && items.length > 0 ? items : [textOf(entry(caches, alias, 'LOCATION')) ?? '']
    return found.every((address) => isHere(hostIn(address)) && address.endsWith(':11211'))
  })
  return used.length > 0 && areHere ? { ...service, package: 'memcached' } : service
}

function inner(dict: Value | undefined, key: string): (Value | undefined)[] {
  return keysOf(dict).map((alias) => entry(dict, alias, key))
}

function serviceOf(name: string, place: Place | null): Service[] {
  const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
  return kind && place ? [{ name: kind, place }] : []
}

const apps: readonly (readonly [string, string])[] = [
  ['django_elasticsearch_dsl', 'elasticsearch'],
  ['django_opensearch_dsl', 'elasticsearch'],
  ['django_mongoengine', 'mongodb'],
  ['django_neomodel', 'neo4j'],
]

function appServices(input: ProcessesInput): Service[] {
  return apps.flatMap(([app, name]) => (hasApp(input, app) ? [{ name, place: appPlace(input, app) }] : []))
}

const imports: readonly (readonly [RegExp, string])[] = [
  [/^(?:from mongoengine|import mongoengine|from pymongo|import pymongo)\b/m, 'mongodb'],
  [/^(?:from|import) (?:kafka|confluent_kafka)\b/m, 'kafka'],
  [/^(?:from|import) neo4j\b/m, 'neo4j'],
  [/^(?:from|import) (?:elasticsearch|elasticsearch_dsl|opensearchpy)\b/m, 'elasticsearch'],
  [/^(?:from|import) meilisearch\b/m, 'meilisearch'],
]

/** What the settings say shows in their values, while a command may be left over. */
function isPartOfSite({ settingsFiles }: ProcessesInput, file: string): boolean {
  return (
    !settingsFiles.includes(file) &&
    !/(?:^|\/)(?:settings|management|scripts|migrations)(?:\/|\.py$)/.test(file)
  )
}

/** In no package, imported by nothing and started by no Procfile: somebody runs it by hand, or ran it once. */
function isLooseScript(input: ProcessesInput, file: string): boolean {
  const { tree } = input
  const name = fileNameOf(file).replace(/\.py$/, '')
  const directory = directoryOf(file)
  if (tree.entry(joined(directory, '__init__.py')) !== undefined || !/^\w+$/.test(name)) return false
  const imported = new RegExp(`^[ \\t]*(?:from|import)[ \\t]+(?:\\w+\\.)*${name}\\b`, 'm')
  const isStarted = tree.text('Procfile')?.includes(fileNameOf(file)) ?? false
  return !isStarted && modulesWith(input, imported).length === 0
}

function codeServices(input: ProcessesInput): Service[] {
  return imports.flatMap(([pattern, name]) => {
    const modules = modulesWith(input, pattern).filter(
      ({ file }) => isPartOfSite(input, file) && !isLooseScript(input, file),
    )
    const place = placeWith(
      input.tree,
      modules.map(({ file }) => file),
      pattern,
    )
    return place ? [{ name, place }] : []
  })
}
