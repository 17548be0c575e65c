import type { Reason } from '@cabestan/protocol/reasons'
import type { Step, StepOf } from '@cabestan/protocol/steps'
import { catchAllSite } from '../render/nginx.ts'
import { hashedNames, roomForLongNames, sharedByAllSites, uploadsThatRun } from '../render/nginx-shared.ts'
import { heldBack } from './held-back.ts'
import type { Situation } from './situation.ts'

const site = '/etc/nginx/sites-available/catch-all'

interface WebSituation {
  readonly configuration: Pick<Situation['configuration'], 'domains'>
  readonly facts: Pick<Situation['facts'], 'ipv6'>
}

/**
 * Before the packages: Debian's own site asks for IPv6 as well. Where the server has none, nginx would not start with
 * it, and its package would be left half installed.
 */
export function nginxHeldBack({ facts }: Pick<WebSituation, 'facts'>): Step[] {
  if (facts.ipv6) return []
  return [
    heldBack({
      unit: 'nginx.service',
      reason: 'nginx.unit',
      until: site,
      why: [
        'nginx starts when the site is there that is written for a server without IPv6,',
        'not with the one that its package brings.',
      ],
    }),
  ]
}

/**
 * Debian's own default site says what runs here. Its link is turned to a file of ours; its file stays as the
 * package brought it, because automatic updates skip a package whose configuration files were changed.
 */
export function web({ configuration: { domains }, facts }: WebSituation): Step[] {
  return [
    catchAll(facts),
    {
      kind: 'link',
      reason: 'nginx.default',
      path: '/etc/nginx/sites-enabled/default',
      target: site,
      service: 'nginx',
    },
    // Before the shared file, which used to contain this: each file is checked as it comes, and no moment may have it
    // twice.
    readByNginx('nginx.hashed', '/etc/nginx/conf.d/cabestan-hashed.conf', hashedNames()),
    readByNginx('nginx.uploads', '/etc/nginx/conf.d/cabestan-uploads.conf', uploadsThatRun()),
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

/**
 * Without IPv6 it is checked together with its link: until then Debian's own site is there, which nginx would refuse.
 */
function catchAll({ ipv6 }: WebSituation['facts']): Step {
  const file = readByNginx('nginx.default', site, catchAllSite(ipv6))
  return ipv6 ? file : { ...file, service: undefined }
}

/** The length of name for which nginx has room by itself, on most processors (cache lines of 64 bytes). */
const longest = 46

/** A file of its own, so that servers that do not need it keep the value of `nginx.conf`. */
const longNames = readByNginx(
  'nginx.long-names',
  '/etc/nginx/conf.d/cabestan-long-names.conf',
  roomForLongNames(),
)

function readByNginx(reason: Reason, path: string, content: string): StepOf<'file'> {
  const attributes = { owner: 'root', group: 'root', mode: '0644' } as const
  return { kind: 'file', reason, path, content, ...attributes, service: 'nginx' }
}
