import type { Reason } from '@cabestan/protocol/reasons'
import type { Step } from '@cabestan/protocol/steps'
import { catchAllSite } from '../render/nginx.ts'
import { roomForLongNames, sharedByAllSites } from '../render/nginx-shared.ts'
import type { Situation } from './situation.ts'

const site = '/etc/nginx/sites-available/catch-all'

/**
 * Debian's own default site says what runs here. Its link is turned to a file of ours; its file stays as the
 * package brought it, because automatic updates skip a package whose configuration files were changed.
 */
export function web({ configuration: { domains } }: Pick<Situation, 'configuration'>): Step[] {
  return [
    readByNginx('nginx.default', site, catchAllSite()),
    {
      kind: 'link',
      reason: 'nginx.default',
      path: '/etc/nginx/sites-enabled/default',
      target: site,
      service: 'nginx',
    },
    readByNginx('nginx.shared', '/etc/nginx/conf.d/cabestan.conf', sharedByAllSites()),
    ...(domains.some(({ length }) => length > longest) ? [longNames] : []),
    {
      kind: 'service',
      reason: 'nginx.service',
      unit: 'nginx.service',
      enabled: true,
      running: true,
      ports: [80],
    },
  ]
}

/** Of a name that nginx has room for by itself, on a processor whose cache has lines of 64 bytes: on most. */
const longest = 46

/** A file of its own: whoever needs none keeps the choice that `nginx.conf` makes. */
const longNames = readByNginx(
  'nginx.long-names',
  '/etc/nginx/conf.d/cabestan-long-names.conf',
  roomForLongNames(),
)

function readByNginx(reason: Reason, path: string, content: string): Step {
  const attributes = { owner: 'root', group: 'root', mode: '0644' } as const
  return { kind: 'file', reason, path, content, ...attributes, service: 'nginx' }
}
