import { itemsOf, textOf } from '../project/python/access.ts'
import type { Reading } from '../project/reading.ts'
import type { SiteView } from '../render/release/site-view.ts'
import { homeDirectory, mediaDirectory, pagesDirectory } from './application-paths.ts'
import type { ReleaseQuestion } from './release-question.ts'
import { siteNames } from './site-names.ts'

/** The number is limited because nginx looks in each of these places for a file that does not exist. */
const mostFormer = 8

export function siteView(
  { configuration, facts, reading, overlay, addresses }: ReleaseQuestion,
  asgi: boolean,
): SiteView {
  const { name, web, domains, release } = configuration
  const names = siteNames(domains, { addresses, hostname: facts.system.hostname })
  const home = homeDirectory(name)
  return {
    name,
    ...canonicalNames(names, web.canonical),
    paths: {
      home,
      media: mediaDirectory(name),
      pages: pagesDirectory(name),
      maintenance: `${home}/maintenance`,
    },
    ipv6: facts.ipv6,
    staticUrl: overlay.files.static === null ? null : urlPath(overlay.files.static.url ?? staticUrl(reading)),
    mediaUrl: urlPath(overlay.files.mediaUrl ?? textOf(reading.settings.values.get('MEDIA_URL'))),
    home: web.home !== null,
    former: Math.min(release.keep, mostFormer),
    redirects: Object.entries(web.redirects).map(([from, to]) => ({ from: decoded(from), to: encoded(to) })),
    limit: web.limit,
    uploadMegabytes: web.uploadMegabytes,
    areUploadsTrusted: web.areUploadsTrusted,
    timeoutSeconds: web.timeoutSeconds,
    websockets: asgi,
  }
}

function canonicalNames(names: string[], canonical: string | null): Pick<SiteView, 'names' | 'elsewhere'> {
  const others = names.filter((name) => name !== canonical)
  if (canonical === null || others.length === 0) return { names, elsewhere: null }
  return { names: [canonical], elsewhere: { names: others, canonical } }
}

/** Where a project only says that it has static files, Django's default address is the likeliest. */
function staticUrl({ settings }: Reading): string | null {
  const value = settings.values.get('STATIC_URL')
  const written = textOf(value)
  return written === null && itemsOf(value).items.length === 0 ? '/static/' : written
}

/**
 * The beginning of an address on this site; null where another machine serves it, or where it would be the whole
 * site.
 */
function urlPath(url: string | null): string | null {
  if (!url || /^([a-z]+:)?\/\//i.test(url)) return null
  const path = `/${url}/`.replace(/\/+/g, '/')
  return /^\/[A-Za-z0-9._~/-]+\/$/.test(path) ? path : null
}

/** nginx compares decoded addresses. */
function decoded(path: string): string {
  return attempt(decodeURI, path)
}

function encoded(target: string): string {
  return encodeURI(attempt(decodeURI, target))
}

function attempt(work: (text: string) => string, text: string): string {
  try {
    return work(text)
  } catch {
    return text
  }
}
