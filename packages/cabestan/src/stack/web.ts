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
    {
      kind: 'file',
      reason: 'nginx.default',
      path: site,
      content: catchAllSite(),
      owner: 'root',
      group: 'root',
      mode: '0644',
      service: 'nginx',
    },
    {
      kind: 'link',
      reason: 'nginx.default',
      path: '/etc/nginx/sites-enabled/default',
      target: site,
      service: 'nginx',
    },
    {
      kind: 'file',
      reason: 'nginx.shared',
      path: '/etc/nginx/conf.d/cabestan.conf',
      content: sharedByAllSites(),
      owner: 'root',
      group: 'root',
      mode: '0644',
      service: 'nginx',
    },
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
const longNames: Step = {
  kind: 'file',
  reason: 'nginx.long-names',
  path: '/etc/nginx/conf.d/cabestan-long-names.conf',
  content: roomForLongNames(),
  owner: 'root',
  group: 'root',
  mode: '0644',
  service: 'nginx',
}
