import { createHash } from 'node:crypto'
import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Host } from '../../host/host.ts'

type InTheWay = ApplicationState['inTheWay'][number]

const enabledSites = '/etc/nginx/sites-enabled'
const defaultLink = `${enabledSites}/default`
const packaged = '/etc/nginx/sites-available/default'

/**
 * nginx can have only one default site, and Cabestan brings its own, so a person's default site must be reported
 * beforehand.
 */
export async function readDefaultSite(host: Host): Promise<InTheWay | null> {
  const paths = await filesIn(host, enabledSites)
  const parts = (await filesIn(host, '/etc/nginx/conf.d')).filter((path) => path.endsWith('.conf'))
  if (paths.includes(defaultLink) && (await isSomebodys(host)))
    return { what: 'default-file', name: defaultLink, holder: 'nginx' }
  for (const path of [...paths, ...parts].filter((each) => each !== defaultLink)) {
    const text = await host.files.readText(path).catch(() => null)
    if (text !== null && isDefaultServer(text)) return { what: 'default-server', name: path, holder: 'nginx' }
  }
  return null
}

async function filesIn(host: Host, directory: string): Promise<string[]> {
  return ((await host.files.list(directory)) ?? []).map((name) => `${directory}/${name}`)
}

/**
 * Whether the file is neither ours nor as the package brought it: many people edit that very file into their first
 * site.
 */
async function isSomebodys({ files }: Host): Promise<boolean> {
  const text = (await files.readText(defaultLink).catch(() => null)) ?? ''
  if (text === '' || text.startsWith('# Managed by Cabestan')) return false
  const sum = createHash('md5').update(text).digest('hex')
  const known = await dpkgsWords(files)
  // The package is unpacked and not configured yet, or was interrupted there: until then dpkg keeps no checksum of
  // the file.
  return !known.some((words) => [sum, 'newconffile'].some((each) => words.includes(`\n ${packaged} ${each}`)))
}

/** While dpkg works, or after it was killed, its latest entries lie beside its main file. */
async function dpkgsWords(files: Host['files']): Promise<string[]> {
  const newer = (await files.list('/var/lib/dpkg/updates')) ?? []
  const paths = ['/var/lib/dpkg/status', ...newer.map((name) => `/var/lib/dpkg/updates/${name}`)]
  return Promise.all(paths.map(async (path) => (await files.readText(path).catch(() => null)) ?? ''))
}

const allAddresses = new Set(['', '*', '0.0.0.0', '[::]'])

/** Matches a default for port 80 on all addresses. Another port, or a single address, does not conflict with ours. */
export function isDefaultServer(text: string): boolean {
  const listens = text.replaceAll(/#.*$/gm, '').matchAll(/\blisten\s+([^;{}]+);/g)
  return [...listens].some(([, words = '']) => {
    const [where = '', ...options] = words.trim().split(/\s+/)
    const address = where.replace(/(^|:)80$/, '')
    return allAddresses.has(address) && options.some((option) => /^default(_server)?$/.test(option))
  })
}
