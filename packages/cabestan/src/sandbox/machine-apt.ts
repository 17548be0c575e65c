import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AptSource, aptSettings, parseDeb822, parseSourcesList, sourcesFor } from './apt-sources.ts'
import { run } from './exec.ts'
import { type Distribution, distributionOf, type Suite } from './suites.ts'

export interface AptConfiguration {
  sources: string | undefined
  settings: string[]
}

/** Where a server has its sources, in the layout of both distributions' images. */
export const sourcesFile = ({ id }: Distribution) => `etc/apt/sources.list.d/${id}.sources`

/** How this machine reaches a distribution, so that a sandbox behind the same proxies and mirrors can too. */
export async function readMachineApt(suite: Suite): Promise<AptConfiguration> {
  const [sources, dump, codename] = await Promise.all([
    readSources(),
    dumpSettings(),
    ownCodename(distributionOf(suite)),
  ])
  return {
    sources: codename === undefined ? undefined : sourcesFor(suite, codename, sources),
    settings: aptSettings(dump),
  }
}

/** Read from the files themselves: apt only tells of sources whose lists it has downloaded. */
async function readSources(): Promise<AptSource[]> {
  const directory = '/etc/apt/sources.list.d'
  const parts = (await readdir(directory).catch(() => [])).map((file) => join(directory, file))
  const texts = ['/etc/apt/sources.list', ...parts.sort()].map(async (file) => {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (file.endsWith('.sources')) return parseDeb822(text)
    return file.endsWith('.list') ? parseSourcesList(text) : []
  })
  return (await Promise.all(texts)).flat()
}

async function dumpSettings(): Promise<string> {
  const outcome = await run(['apt-config', 'dump']).catch(() => undefined)
  return outcome?.code === 0 ? outcome.stdout : ''
}

/** Undefined where this machine runs another distribution. */
async function ownCodename({ id }: Distribution): Promise<string | undefined> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  if (!new RegExp(`^ID="?${id}"?$`, 'm').test(release)) return undefined
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(release)?.[1]
}
