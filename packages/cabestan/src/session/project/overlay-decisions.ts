import { defaultEnvironment, nameOnServer } from '@cabestan/protocol/server-name'
import { appName } from '../../config/app-name.ts'
import type { Configuration } from '../../config/configuration.ts'
import { databaseByDefault } from '../../project/data/database.ts'
import type { OverlayDecisions } from '../../project/overlay/decisions.ts'
import type { Reading } from '../../project/reading.ts'
import { homeDirectory, logDirectory } from '../../stack/application-paths.ts'
import { decide, needsOf } from '../../stack/needs.ts'

/** What the owner and the server decide about the settings; null before there is a configuration. */
export function overlayDecisions(
  { reading, name }: { readonly reading: Reading; readonly name: string },
  configuration: Configuration | null,
): OverlayDecisions {
  const onServer = configuration?.name ?? nameOnServer(appName(name), defaultEnvironment)
  const home = homeDirectory(onServer)
  return {
    name: onServer,
    domains: configuration?.domains ?? [],
    addresses: addressesOf(configuration),
    https: false,
    database: configuration?.project.database ?? databaseByDefault(reading.data.database.engine.value),
    interface: configuration?.project.interface ?? reading.processes.interface.value ?? 'wsgi',
    redis: hasRedis(reading, configuration),
    rabbitmq: hasRabbitmq(reading, configuration),
    mail: configuration?.project.mail ?? null,
    admins: configuration?.project.admins ?? [],
    given: [...Object.keys(configuration?.project.env ?? {}), ...(configuration?.project.secrets ?? [])],
    paths: { media: `${home}/media`, data: `${home}/data`, logs: `${logDirectory(onServer)}/site` },
  }
}

function hasRedis(reading: Reading, configuration: Configuration | null): boolean {
  if (configuration === null) return reading.processes.redis.value === true
  return decide(configuration, needsOf(reading, configuration)).redis !== null
}

function hasRabbitmq(reading: Reading, configuration: Configuration | null): boolean {
  const isThere = configuration?.packages.includes('rabbitmq-server') ?? false
  return isThere && reading.processes.rabbitmq.value === true
}

/** A server that cabestan.yaml names by its address answers under that address too. */
function addressesOf(configuration: Configuration | null): string[] {
  return (configuration?.servers ?? []).flatMap((server) => {
    const host = server.type === 'ssh' ? server.destination.replace(/^.*@/, '') : ''
    return /^[0-9.]+$|:/.test(host) ? [host] : []
  })
}
