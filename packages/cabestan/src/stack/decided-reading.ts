import { asNeeded, type Configuration } from '../config/configuration.ts'
import type { Answer, Place } from '../project/answer.ts'
import type { DatabaseReading } from '../project/data/reading.ts'
import { chosenPrograms } from '../project/processes/chosen-programs.ts'
import type { Processes, Program } from '../project/processes/reading.ts'
import { namedJobs } from '../project/processes/scheduled-commands.ts'
import type { Reading } from '../project/reading.ts'

/** What production will have: where the project says something else, the owner's word counts, with its place. */
export function decidedReading(reading: Reading, configuration: Configuration): Reading {
  const { project } = configuration
  const place = { file: 'cabestan.yaml' }
  const over = <T>(answer: Answer<T>, word: T | null) => answerOver(answer, word, place)
  const { where, settings, data, processes, frontEnd } = reading
  return {
    ...reading,
    where: {
      ...where,
      directory: over(where.directory, project.directory === null ? null : where.directory.value),
    },
    settings: {
      ...settings,
      module: over(settings.module, project.settings === null ? null : settings.module.value),
    },
    page: over(reading.page, project.page),
    data: { ...data, database: databaseOver(data.database, project.database, place) },
    processes: processesOver(processes, configuration, place),
    frontEnd: frontEnd && frontEndOver(frontEnd, project.frontEnd, place),
  }
}

function answerOver<T>(answer: Answer<T>, word: T | null, place: Place): Answer<T> {
  if (word === null) return answer
  return {
    value: word,
    certainty: 'stated',
    places: [place, ...(word === answer.value ? answer.places : [])],
  }
}

function databaseOver(
  database: DatabaseReading,
  word: Configuration['project']['database'],
  place: Place,
): DatabaseReading {
  if (database.engine.value === 'none') return database
  if (word === 'own') return { ...database, own: place }
  const isOther = word !== null && word !== database.engine.value
  return { ...database, ...(isOther ? { name: null } : {}), engine: answerOver(database.engine, word, place) }
}

function processesOver(processes: Processes, configuration: Configuration, place: Place): Processes {
  const { redis, project } = configuration
  return {
    ...processes,
    programs: chosenPrograms(processes, project).map(({ name, found, choice }): Program => {
      const argv = choice?.command ?? null
      if (argv === null && found) return { ...found, name }
      return { name, type: found?.type ?? 'command', argv: argv ?? [], place }
    }),
    scheduled: scheduledOver(processes, project, place),
    redis: answerOver(processes.redis, redis === asNeeded ? null : redis !== null, place),
  }
}

function scheduledOver(
  processes: Processes,
  { schedule }: Configuration['project'],
  place: Place,
): Processes['scheduled'] {
  const taken = namedJobs(processes).flatMap(({ name, job }) => (Object.hasOwn(schedule, name) ? [job] : []))
  const own = Object.values(schedule).flatMap((choice) =>
    choice ? [{ when: choice.at, command: choice.command.join(' '), place }] : [],
  )
  return [...own, ...processes.scheduled.filter((job) => !taken.includes(job))]
}

function frontEndOver(
  frontEnd: NonNullable<Reading['frontEnd']>,
  where: Configuration['project']['frontEnd'],
  place: Place,
): NonNullable<Reading['frontEnd']> {
  return where === 'server' ? frontEnd : { ...frontEnd, built: where, places: [place, ...frontEnd.places] }
}
