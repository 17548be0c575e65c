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

/** The paths that belong to one instance, where Debian's template unit expects them. */
export function redisPaths(name: string): RedisPaths {
  return {
    unit: `redis-server@${name}.service`,
    configuration: `${directory}/redis-${name}.conf`,
    data: `/var/lib/redis/${name}`,
    pidFile: `/run/redis-${name}/redis-server.pid`,
  }
}

/** The ports of all instances, whoever made them: one that is stopped now will want its port again. */
export async function readRedisPorts({ files }: Host): Promise<number[]> {
  const names = ((await files.list(directory)) ?? []).filter((name) => name.endsWith('.conf'))
  const texts = await Promise.all(names.map((name) => files.readText(`${directory}/${name}`)))
  return texts.flatMap((text) => Number(directive(text ?? '', 'port') ?? 0) || [])
}

/** Reads `Redis server v=7.0.15 sha=…` as 7. Null where Redis is not installed. */
export async function readRedisVersion(host: Host): Promise<number | null> {
  if (!(await host.files.stat(program))) return null
  const [, version] = / v=(\d+\.\d+)/.exec(await run(host, [program, '--version'])) ?? []
  return version === undefined ? null : Number(version)
}

/** If a directive is repeated, the last one counts, as it does for Redis. */
export function directive(configuration: string, name: string): string | undefined {
  const found = [...configuration.matchAll(new RegExp(`^\\s*${name}\\s+(.+?)\\s*$`, 'gim'))]
  return found.at(-1)?.[1]?.replace(/^"(.*)"$/, '$1')
}
