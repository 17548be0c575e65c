import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

interface RedisPaths {
  readonly unit: string
  readonly configuration: string
  readonly data: string
  readonly pidFile: string
}

const directory = '/etc/redis'
const program = '/usr/bin/redis-server'

/** What belongs to one instance, where Debian's template unit looks for it. */
export function redisPaths(name: string): RedisPaths {
  return {
    unit: `redis-server@${name}.service`,
    configuration: `${directory}/redis-${name}.conf`,
    data: `/var/lib/redis/${name}`,
    pidFile: `/run/redis-${name}/redis-server.pid`,
  }
}

/** Of every instance, whoever made it: one that does not run now wants its port again later. */
export async function readRedisPorts({ files }: Host): Promise<number[]> {
  const names = ((await files.list(directory)) ?? []).filter((name) => name.endsWith('.conf'))
  const texts = await Promise.all(names.map((name) => files.readText(`${directory}/${name}`)))
  return texts.flatMap((text) => Number(directive(text ?? '', 'port') ?? 0) || [])
}

/** `Redis server v=7.0.15 sha=…`: 7. Null where there is none yet. */
export async function readRedisVersion(host: Host): Promise<number | null> {
  if (!(await host.files.stat(program))) return null
  const [, version] = / v=(\d+\.\d+)/.exec(await run(host, [program, '--version'])) ?? []
  return version === undefined ? null : Number(version)
}

/** The last of its kind wins, as for Redis. */
export function directive(configuration: string, name: string): string | undefined {
  const found = [...configuration.matchAll(new RegExp(`^\\s*${name}\\s+(.+?)\\s*$`, 'gim'))]
  return found.at(-1)?.[1]?.replace(/^"(.*)"$/, '$1')
}
