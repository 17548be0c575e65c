import type { Step } from '@cabestan/protocol/steps'
import { catchAllSite } from '../render/nginx.ts'
import { sharedByAllSites } from '../render/nginx-shared.ts'

const site = '/etc/nginx/sites-available/catch-all'

/**
 * Debian's own default site says what runs here. Its link is turned to a file of ours; its file stays as the
 * package brought it, because automatic updates skip a package whose configuration files were changed.
 */
export function web(): Step[] {
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
