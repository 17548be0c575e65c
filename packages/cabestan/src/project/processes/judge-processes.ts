import type { ProjectChoices } from '../../config/configuration.ts'
import type { EnvironmentKey } from '../environment/reading.ts'
import type { Finding } from '../findings/finding.ts'
import { someNames } from '../findings/some-names.ts'
import { entry, keysOf, placeOf } from '../python/access.ts'
import { compareSeries } from '../runtime/series.ts'
import { brokerAddress, isOfContainers } from './brokers.ts'
import { programName } from './chosen-programs.ts'
import { endlessCommands } from './commands.ts'
import { judgeCommands } from './judge-commands.ts'
import { judgeRedis } from './judge-redis.ts'
import type { ProcessesQuestion } from './processes-question.ts'
import type { Processes } from './reading.ts'
import { understoodJob } from './scheduled.ts'
import { namedJobs } from './scheduled-commands.ts'

/** Services that the site depends on, and what would have to run beside it. */
export function judgeProcesses(question: ProcessesQuestion): Finding[] {
  return [
    ...question.processes.services.flatMap((service) => judgeService(question, service)),
    ...rabbitmq(question),
    ...judgeRedis(question),
    ...endless(question),
    ...scheduled(question),
    ...asgi(question),
    ...notFound(question),
    ...judgeCommands(question.input, question.choices, question.hooks),
    ...channels(question),
  ]
}

/** Debian has packages for these; they listen on the server itself and need no configuration. */
const packaged: Readonly<Record<string, string>> = { memcached: 'memcached' }

function judgeService(
  question: ProcessesQuestion,
  { name, place, package: brought }: Processes['services'][number],
): Finding[] {
  if (brought !== undefined) return []
  const debian = packaged[name]
  const places = [place]
  if (debian !== undefined) {
    if (question.packages.includes(debian)) return []
    return [
      { code: 'processes.service-packaged', severity: 'warning', places, values: { name, package: debian } },
    ]
  }
  const key = addressKey(name, question.environment)
  if (key && question.given.includes(key.name)) return []
  const values = { name, ...(key ? { key: key.name } : {}) }
  // Read without a default and without being required, so the code works without it.
  if (key && key.default === null && !key.needed)
    return [{ code: 'processes.service', severity: 'warning', places, values }]
  return [
    {
      code: 'processes.service',
      severity: 'error',
      // A service elsewhere is named by its address, even if the code has a default for that.
      wants: key ? 'question' : 'change',
      places,
      values,
    },
  ]
}

/** An address from the environment may lead elsewhere. */
function addressKey(service: string, environment: readonly EnvironmentKey[]): EnvironmentKey | null {
  const named =
    service === 'elasticsearch' ? /ELAST|OPENSEARCH|(?:^|_)ES_/i : new RegExp(service.slice(0, 5), 'i')
  const isAddress = /URL|HOST|URI|ENDPOINT|SERVER|ADDRESS|NODES/i
  // Something that monitors the site (Elastic APM) is not a search engine.
  return (
    environment.find(({ name }) => named.test(name) && isAddress.test(name) && !/_APM_/i.test(name)) ?? null
  )
}

function rabbitmq({ input, processes, packages, redis, environment, given }: ProcessesQuestion): Finding[] {
  const { value, places } = processes.rabbitmq
  if (value !== true || packages.includes('rabbitmq-server')) return []
  if (redis && isOfContainers(brokerAddress(input)))
    return [{ code: 'processes.rabbitmq-replaced', severity: 'note', places, values: {} }]
  const isNeeded = environment.some(
    ({ name, role, needed }) => needed && role === 'broker-url' && !given.includes(name),
  )
  const severity = isNeeded
    ? ({ severity: 'error', wants: 'question' } as const)
    : { severity: 'warning' as const }
  return [{ code: 'processes.rabbitmq', ...severity, places, values: {} }]
}

function endless({ input, processes, choices }: ProcessesQuestion): Finding[] {
  const known = new Set([
    ...processes.programs.flatMap(({ argv }) => argv),
    ...Object.keys(choices.processes),
  ])
  return endlessCommands(input)
    .filter(({ name }) => !known.has(name))
    .map(({ name, place }) => ({
      code: 'processes.endless-command',
      severity: 'note',
      places: [place],
      values: { name },
    }))
}

function scheduled({ processes, choices: { schedule } }: ProcessesQuestion): Finding[] {
  const jobs = processes.scheduled
  const understood = namedJobs(processes).flatMap(({ name, job }) =>
    Object.hasOwn(schedule, name) ? [] : [job],
  )
  const others = jobs.filter((job) => understoodJob(job) === null)
  return [
    ...ofJobs(understood, { code: 'processes.scheduled', severity: 'note' }),
    ...ofJobs(others, { code: 'processes.not-scheduled', severity: 'warning' }),
  ]
}

function ofJobs(jobs: Processes['scheduled'], finding: Pick<Finding, 'code' | 'severity'>): Finding[] {
  if (jobs.length === 0) return []
  const commands = jobs.map(({ when, command }) => `${when} ${command}`)
  const shown = [...commands.slice(0, 6), ...(commands.length > 6 ? ['…'] : [])]
  return [{ ...finding, places: jobs.map(({ place }) => place), values: { commands: shown.join('; ') } }]
}

/** It runs like this because nobody said otherwise; or somebody did, and it cannot work. */
function asgi({
  processes: { interface: found },
  choices,
  asgi: module,
  django,
}: ProcessesQuestion): Finding[] {
  if (found.value !== 'asgi') return []
  if (choices.interface !== null) {
    const knowsNone = module === null && django !== null && compareSeries(django, '3.0') < 0
    if (!knowsNone) return []
    const refused = { severity: 'error', wants: 'question', places: found.places } as const
    return [{ code: 'processes.no-asgi', ...refused, values: { django } }]
  }
  return [{ code: 'processes.asgi', severity: 'note', places: found.places, values: {} }]
}

/** Only Channels 1 has routes in its settings; its own server and workers are not run. */
function channels({ input }: ProcessesQuestion): Finding[] {
  const layers = input.values.get('CHANNEL_LAYERS')
  const places = keysOf(layers).flatMap((alias) => placeOf(entry(layers, alias, 'ROUTING')) ?? [])
  return places.length === 0
    ? []
    : [{ code: 'processes.channels-1', severity: 'warning', places, values: {} }]
}

/** Names that are misspelt, or that the project no longer has: nothing would be removed or scaled by them. */
function notFound({ processes, choices }: ProcessesQuestion): Finding[] {
  const programs = processes.programs.map(programName)
  const jobs = namedJobs(processes).map(({ name }) => name)
  const withoutCommand = (choice: ProjectChoices['processes'][string]) =>
    choice === false || choice.command === null
  const ofPrograms = Object.entries(choices.processes)
    .filter(([name, choice]) => withoutCommand(choice) && !programs.includes(name))
    // A process without a command would stop the release.
    .map(([name, choice]) => missed(`processes.${name}`, programs, choice !== false))
  const ofJobs = Object.entries(choices.schedule)
    .filter(([name, choice]) => choice === false && !jobs.includes(name))
    .map(([name]) => missed(`schedule.${name}`, jobs, false))
  return [...ofPrograms, ...ofJobs]
}

function missed(key: string, found: readonly string[], stops: boolean): Finding {
  const values = { key, ...(found.length > 0 ? { names: someNames(found) } : {}) }
  const places = [{ file: 'cabestan.yaml' }]
  return stops
    ? { code: 'processes.not-found', severity: 'error', wants: 'question', places, values }
    : { code: 'processes.not-found', severity: 'warning', places, values }
}
