import type { ApplicationState } from '@cabestan/protocol/applications'
import { readAccounts } from '../../facts/accounts.ts'
import type { Host } from '../../host/host.ts'

type InTheWay = ApplicationState['inTheWay'][number]

const configuration = '/etc/nginx/nginx.conf'
const directories = ['/etc/nginx/sites-available', '/etc/nginx/sites-enabled']

/**
 * nginx.org's own package has neither the directories of sites nor the distribution's user: the one would end a run in its
 * middle, and with the other each visitor gets 502, for the sockets of applications are for www-data.
 */
export async function readForeignNginx(host: Host): Promise<InTheWay[]> {
  const { files } = host
  const text = (await files.readText(configuration).catch(() => null)) ?? ''
  if (text === '' || (await files.stat('/usr/sbin/nginx')) === null) return []
  const there = await Promise.all(directories.map((path) => files.list(path)))
  const hasSites = !there.includes(null) && (await readsSites(host, text))
  const user = /^\s*user\s+([^\s;]+)/m.exec(text)?.[1] ?? 'www-data'
  return [
    ...(hasSites ? [] : [{ what: 'nginx-sites', name: configuration, holder: 'nginx' } as const]),
    ...((await maySpeak(host, user))
      ? []
      : [{ what: 'nginx-user', name: configuration, holder: user } as const]),
  ]
}

/** Looks in nginx.conf and in the files that it includes. */
async function readsSites({ files }: Host, text: string): Promise<boolean> {
  const parts = ((await files.list('/etc/nginx/conf.d')) ?? []).filter((name) => name.endsWith('.conf'))
  const texts = parts.map((name) => files.readText(`/etc/nginx/conf.d/${name}`).catch(() => null))
  return [text, ...(await Promise.all(texts))].some((each) => /^[^#\n]*\bsites-enabled\//m.test(each ?? ''))
}

async function maySpeak(host: Host, user: string): Promise<boolean> {
  if (['www-data', 'root'].includes(user)) return true
  const { groups } = await readAccounts(host)
  return groups.get('www-data')?.members.includes(user) ?? false
}
