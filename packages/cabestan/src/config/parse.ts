import { CabestanError } from '@cabestan/protocol/failures'
import { AppName, EnvironmentName } from '@cabestan/protocol/names'
import { suggestion } from '@cabestan/protocol/nearest'
import { defaultEnvironment, nameOnServer } from '@cabestan/protocol/server-name'
import { isObject } from '../is-object.ts'
import type { Configuration } from './configuration.ts'
import { type Path, type PlacedValues, readYaml } from './document.ts'
import { toConfiguration } from './fill.ts'
import { firstMistake, invalid } from './issues.ts'
import { exampleAt } from './keys.ts'
import { mergeEnvironment, type Raw, withoutNulls } from './merge.ts'
import type { Problem } from './problems.ts'
import { isReservedForApplications, isReservedForLogins } from './reserved.ts'
import { ConfigurationFile, Settings } from './schema.ts'
import type { ServerAddress } from './server.ts'

/** Turns the text of cabestan.yaml into the configuration of one environment. The whole file is checked. */
export function parse(text: string, file: string, environment: string = defaultEnvironment): Configuration {
  return described(new Reading(readYaml(text, file), file, environment), { file, environment })
}

function described(reading: Reading, given: Given): Configuration {
  return configurationOf(reading, given, () => reading.missing('server', 'server-missing'))
}

/**
 * The same of an environment whose section may have left the file before it was taken off its server: it was on the
 * servers that the file names for all.
 */
export function parseFormer(text: string, file: string, environment: string): Configuration {
  const reading = new Reading(readYaml(text, file), file, environment)
  if (reading.isDescribed()) return described(reading, { file, environment })
  const refuse = () => {
    throw reading.notDescribed()
  }
  if (!EnvironmentName.safeParse(environment).success) refuse()
  return configurationOf(reading, { file, environment, isFormer: true }, refuse)
}

/** The same for work that asks no server, because there may be none yet. */
export function parseOffline(
  text: string,
  file: string,
  environment: string = defaultEnvironment,
): Configuration {
  const reading = new Reading(readYaml(text, file), file, environment)
  return configurationOf(reading, { file, environment }, () => [])
}

interface Given extends Pick<Configuration, 'file' | 'environment'> {
  /** Its section has gone, so it gets what the file says for every environment. */
  readonly isFormer?: boolean
}

function configurationOf(
  reading: Reading,
  { isFormer = false, ...given }: Given,
  noServer: () => readonly ServerAddress[],
): Configuration {
  reading.checkWholeFile()
  if (!isFormer && !reading.isDescribed()) throw reading.notDescribed()
  const settings = reading.settings()
  const app = settings.app ?? reading.missing('app')
  const servers = settings.servers ?? (settings.server ? [settings.server] : noServer())
  reading.checkServers(settings, servers)
  reading.checkNames(app, settings.login)
  reading.checkCanonical(settings)
  return toConfiguration(settings, { ...given, environments: reading.described(), app, servers })
}

/** One reading of a file for one environment: what it says, and where. */
class Reading {
  readonly #text: PlacedValues
  readonly #file: string
  readonly #environment: string

  constructor(text: PlacedValues, file: string, environment: string) {
    this.#text = text
    this.#file = file
    this.#environment = environment
  }

  /** Checks the other environments as well, because a mistake in them is better found today. */
  checkWholeFile(): void {
    const { environments, ...base } = this.#root()
    const own = isObject(environments) ? Object.entries(environments) : []
    const overrides = Object.fromEntries(own.map(([name, keys]) => [name, withoutNulls(keys ?? {})]))
    const whole = { ...base, ...(isObject(environments) ? { environments: overrides } : { environments }) }
    const { error } = ConfigurationFile.safeParse(environments == null ? base : whole)
    if (error) throw firstMistake(error.issues, this.#text, this.#file)
  }

  isDescribed(): boolean {
    return this.#environment === defaultEnvironment || Object.hasOwn(this.#environments(), this.#environment)
  }

  described(): string[] {
    return [...new Set([defaultEnvironment, ...Object.keys(this.#environments())])]
  }

  settings(): Settings {
    const { environments, ...base } = this.#root()
    const own = this.#environments()[this.#environment]
    return Settings.parse(mergeEnvironment(base, isObject(own) ? own : {}))
  }

  notDescribed(): CabestanError {
    const names = this.described()
    return new CabestanError('config.environment', {
      file: this.#file,
      environment: this.#environment,
      ...suggestion(this.#environment, names),
      known: names.join(', '),
    })
  }

  /** The mistake stands in no line of the file. */
  missing(key: string, problem: Problem = 'required'): never {
    throw invalid(problem, [key], { file: this.#file, example: `${key}: ${exampleAt([key])}` })
  }

  checkServers(settings: Settings, servers: readonly ServerAddress[]): void {
    if (settings.server && settings.servers) throw this.#invalid('server-twice', ['servers'])
    const named = servers.map(({ destination }) => destination)
    const again = named.findIndex((each, index) => named.indexOf(each) < index)
    if (again !== -1) throw this.#invalid('duplicate', ['servers', again], { value: named[again] ?? '' })
  }

  checkNames(app: string, login: string): void {
    const name = nameOnServer(app, this.#environment)
    if (!AppName.safeParse(name).success) throw this.#invalid('name-too-long', ['app'], { value: name })
    if (isReservedForLogins(login)) throw this.#reserved('login', login, 'system')
    for (const each of new Set([app, name])) {
      if (isReservedForApplications(each)) throw this.#reserved('app', each, 'system')
      if (each === login) throw this.#reserved('app', each, 'login')
    }
  }

  checkCanonical({ domains, web: { canonical } }: Settings): void {
    if (canonical === undefined || (domains.includes(canonical) && !canonical.startsWith('*'))) return
    throw this.#invalid('canonical', ['web', 'canonical'], {
      value: canonical,
      expected: domains.join(' | '),
    })
  }

  #reserved(key: string, name: string, by: 'system' | 'login'): CabestanError {
    return new CabestanError('name.reserved', { ...this.#place([key]), key, name, by })
  }

  #invalid(problem: Problem, path: Path, values: Record<string, string> = {}): CabestanError {
    return invalid(problem, path, { ...this.#place(path), ...values })
  }

  /** If both the environment and the file have a key, the environment's counts. */
  #place(path: Path): Record<string, string> {
    const own = this.#environments()[this.#environment]
    const inside = isObject(own) && Object.hasOwn(own, String(path[0]))
    const whole = inside ? ['environments', this.#environment, ...path] : path
    const { line, column } = this.#text.positionOfValue(whole)
    return { file: this.#file, line: String(line), column: String(column) }
  }

  #environments(): Raw {
    const { environments } = this.#root()
    return isObject(environments) ? environments : {}
  }

  #root(): Raw {
    const { value } = this.#text
    if (value === null || value === undefined) return {}
    if (isObject(value)) return value
    throw invalid('map', [], { file: this.#file, line: '1', column: '1', example: 'app: disquaire' })
  }
}
