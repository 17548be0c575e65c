import type { Answer, Place } from '../project/answer.ts'
import { someNames } from '../project/findings/some-names.ts'
import type { Reading } from '../project/reading.ts'
import { directoryOf } from '../project/tree/source-paths.ts'
import { placeText } from './place.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { harmless, padEnd, widthOf } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

interface Row {
  readonly label: string
  readonly text: string
  readonly place?: Place | undefined
}

interface Room {
  readonly width: number
  readonly paint: Voice['paint']
}

/** What was read and where, one line for each answer, so that a person can disagree with any of them. */
export function readingLines(reading: Reading, voice: Voice): string[] {
  const rows = reading.where.directory.value === null ? whereRows(reading, voice) : allRows(reading, voice)
  const columns = Math.max(...Object.values(voice.words.project.labels).map(widthOf))
  return [
    voice.paint.bold(voice.words.project.title),
    ...rows.flatMap((row) => rowLines(row, columns, voice)),
  ]
}

function allRows(reading: Reading, voice: Voice): Row[] {
  return [
    ...whereRows(reading, voice),
    ...settingsRows(reading, voice),
    ...runtimeRows(reading, voice),
    ...dependencyRows(reading, voice),
    ...dataRows(reading, voice),
    ...processRows(reading, voice),
    ...environmentRows(reading, voice),
  ]
}

function rowLines({ label, text, place }: Row, columns: number, { paint, columns: whole }: Voice): string[] {
  const width = Math.max(20, whole - columns - 4)
  const lines = withPlace(wrap(harmless(text), width), place ? placeText(place) : '', { width, paint })
  const margin = ' '.repeat(columns + 4)
  return lines.map((line, index) =>
    index === 0 ? `  ${paint.dim(padEnd(label, columns))}  ${line}` : margin + line,
  )
}

/** Behind the last line where it fits, otherwise below it. */
function withPlace(lines: string[], place: string, { width, paint }: Room): string[] {
  const last = lines.at(-1) ?? ''
  if (place === '') return lines
  return widthOf(last) + 2 + widthOf(place) <= width
    ? [...lines.slice(0, -1), `${last}  ${paint.dim(place)}`]
    : [...lines, paint.dim(place)]
}

function whereRows({ where }: Reading, voice: Voice): Row[] {
  const { labels, top } = voice.words.project
  const directory = where.directory.value
  const others = where.projects.filter((project) => project.directory !== directory)
  return [
    answerRow(labels.project, where.directory, { voice, say: (value) => value || top }),
    ...(others.length > 0
      ? [{ label: labels.others, text: someNames(others.map((project) => project.directory || top)) }]
      : []),
  ]
}

function settingsRows({ settings }: Reading, voice: Voice): Row[] {
  const { labels, className, missing } = voice.words.project
  // The settings module may exist while something that it imports does not.
  const missingFrom = (lost: string, module: string | null) =>
    lost === module ? missing : `${lost} ${missing}`
  const suffix = [
    ...(settings.className ? [fill(className, { name: settings.className })] : []),
    ...(settings.missing ? [missingFrom(settings.missing.module, settings.module.value)] : []),
  ]
  const say = (value: string) => [value, ...suffix].join(', ')
  return [
    answerRow(labels.settings, settings.module, { voice, say }),
    ...settings.switches.map(({ key, value, place }, index) => ({
      label: index === 0 ? labels.switches : '',
      text: `${key}=${value}`,
      place,
    })),
  ]
}

function runtimeRows({ python }: Reading, voice: Voice): Row[] {
  const { labels, orServers } = voice.words.project
  return [
    answerRow(labels.django, python.django, { voice }),
    answerRow(labels.python, python.series, {
      voice,
      say: (series) =>
        python.orServers ? fill(orServers, { series, own: python.orServers.join(', ') }) : series,
    }),
  ]
}

function dependencyRows({ dependencies }: Reading, voice: Voice): Row[] {
  const { labels, sources, packages, unpinned } = voice.words.project
  const list = (label: string, names: readonly string[]) =>
    names.length > 0 ? [{ label, text: names.join(', ') }] : []
  const counted = fillCounted(packages, dependencies.packages.length)
  const pinned = dependencies.pinned ? [] : [fillCounted(unpinned, dependencies.packages.length)]
  const say = (source: NonNullable<typeof dependencies.source.value>) =>
    [dependencies.files.join(', ') || sources[source], counted, ...pinned].join(', ')
  return [
    answerRow(labels.dependencies, { ...dependencies.source, places: [] }, { voice, say }),
    ...list(
      labels.added,
      dependencies.added.map(({ name, specifier }) => name + specifier),
    ),
    ...list(labels.libraries, [...new Set(dependencies.system.map(({ name }) => name))]),
  ]
}

function dataRows({ data: { database } }: Reading, voice: Voice): Row[] {
  const { labels, engines, gis, ownDatabase } = voice.words.project
  if (database.own) return [{ label: labels.database, text: ownDatabase, place: database.own }]
  const say = (engine: NonNullable<typeof database.engine.value>) =>
    [engines[engine], ...(database.gis ? [gis] : []), ...(database.name ? [database.name] : [])].join(', ')
  return [answerRow(labels.database, database.engine, { voice, say })]
}

function processRows({ processes, frontEnd, sitesBeside = [], page }: Reading, voice: Voice): Row[] {
  const { labels, programs, siteBeside } = voice.words.project
  const services = [
    ...(processes.redis.value ? [{ name: 'Redis', place: processes.redis.places[0] }] : []),
    ...(processes.rabbitmq.value ? [{ name: 'RabbitMQ', place: processes.rabbitmq.places[0] }] : []),
    ...processes.services,
  ]
  return [
    answerRow(labels.web, processes.interface, { voice, say: (value) => value.toUpperCase() }),
    ...processes.programs.map(({ name, type, argv, place }) => ({
      label: labels.program,
      text: `${name}${voice.words.changes.colon} ${argv.join(' ') || programs[type]}`,
      place,
    })),
    ...processes.scheduled.map(({ when, command, place }) => ({
      label: labels.scheduled,
      text: `${when}  ${command}`,
      place,
    })),
    ...services.map(({ name, place }) => ({ label: labels.services, text: name, place })),
    ...(frontEnd
      ? [
          {
            label: labels.frontEnd,
            text: buildOf(frontEnd, voice),
            place: frontEnd.places[0],
          },
        ]
      : []),
    ...sitesBeside.map((file) => ({
      label: labels.frontEnd,
      text: fill(siteBeside, { directory: directoryOf(file) || '.' }),
      place: { file },
    })),
    answerRow(labels.page, page, { voice }),
  ]
}

function buildOf(
  { scripts, manager, commands = [], packagesServed, built }: NonNullable<Reading['frontEnd']>,
  voice: Voice,
): string {
  const { noBuild, onThisComputer, notBuilt } = voice.words.project
  const installed = scripts.length === 0 && packagesServed === true ? [`${manager} install`] : []
  const own = [...installed, ...scripts.map((script) => `${manager} run ${script}`)]
  const build = [...own, ...commands.slice(0, 1).map((command) => `manage.py ${command}`)].join(', ')
  if (build === '') return noBuild
  const where = built === 'off' ? [notBuilt] : built === 'laptop' ? [onThisComputer] : []
  return [build, ...where].join(', ')
}

/** The variables that the settings read: those that Cabestan fills in, and those that only the owner knows. */
function environmentRows({ answered }: Reading, voice: Voice): Row[] {
  const { labels } = voice.words.project
  const row = (label: string, keys: readonly string[] = []) =>
    keys.length > 0 ? [{ label, text: keys.join(', ') }] : []
  return [...row(labels.given, answered?.given), ...row(labels.wanted, answered?.wanted)]
}

interface Telling<T> {
  readonly voice: Voice
  readonly say?: (value: T) => string
}

function answerRow<T>(label: string, answer: Answer<T>, { voice, say = String }: Telling<T>): Row {
  const { unknown, guessed } = voice.words.project
  if (answer.value === null) return { label, text: unknown, place: answer.places[0] }
  const said = say(answer.value)
  const text = answer.certainty === 'guessed' ? `${said} (${guessed})` : said
  return { label, text, place: answer.places[0] }
}
