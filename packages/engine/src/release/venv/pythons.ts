import type { ExecResult, Host } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'

export interface Python {
  /** `3.11` */
  readonly series: string
  /** `3.11.2` */
  readonly version: string
  readonly executable: string
}

/** The directory for Pythons from uv. It is outside of /opt/cabestan, so that venvs outlive Cabestan. */
export const pythonDirectory = '/opt/python'

/** Series that are installed, the distribution's own first. */
export async function pythonsOf(host: Host): Promise<string[]> {
  const own = seriesIn((await host.files.readLink('/usr/bin/python3')) ?? '')
  const all = (await executables(host)).flatMap((path) => seriesIn(path) ?? [])
  return [...new Set([...(own === null ? [] : [own]), ...all])]
}

/** The distribution's Python is preferred, because its updates come by themselves. */
export async function findPython(host: Host, series: string): Promise<Python | null> {
  for (const executable of await executables(host)) {
    if (seriesIn(executable) !== series) continue
    const version = await versionOf(host, executable)
    if (version?.startsWith(`${series}.`)) return { series, version, executable }
  }
  return null
}

/**
 * A Python that exists and does not start, with what it printed: mostly it was copied there without one of its
 * libraries.
 */
export async function brokenPython(
  host: Host,
  series: string,
): Promise<{ executable: string; tail: string } | null> {
  const executable = (await executables(host)).find((path) => seriesIn(path) === series)
  if (executable === undefined) return null
  const said = await ask(host, executable).then(
    ({ stderr }) => endOf(stderr),
    (error: unknown) => String(error),
  )
  return { executable, tail: said }
}

async function executables(host: Host): Promise<string[]> {
  const brought = ((await host.files.list(pythonDirectory)) ?? []).toSorted(newestFirst)
  const directories = [
    '/usr/bin',
    '/usr/local/bin',
    ...brought.map((name) => `${pythonDirectory}/${name}/bin`),
  ]
  const found = directories.map(async (directory) => {
    const names = (await host.files.list(directory)) ?? []
    return names.filter((name) => /^python3\.\d+$/.test(name)).map((name) => `${directory}/${name}`)
  })
  return (await Promise.all(found)).flat()
}

async function versionOf(host: Host, executable: string): Promise<string | null> {
  const result = await ask(host, executable).catch(() => null)
  return result?.code === 0 ? result.stdout.trim() : null
}

function ask(host: Host, executable: string): Promise<ExecResult> {
  const code = 'import sys; print("%d.%d.%d" % sys.version_info[:3])'
  return host.exec([executable, '-I', '-S', '-c', code])
}

function seriesIn(path: string): string | null {
  return /(?:^|\/)python(3\.\d+)$/.exec(path)?.[1] ?? null
}

function newestFirst(one: string, other: string): number {
  return other.localeCompare(one, 'en', { numeric: true })
}
