/** A site as nginx is to serve it. Every decision is taken here; the blocks beside only write it down. */
export interface SiteView {
  /** The application's name on the server. */
  readonly name: string
  /** Names that visitors use: domains, wildcards, addresses. */
  readonly names: readonly string[]
  /** Other names, from which visitors are redirected to the canonical one. */
  readonly elsewhere: { readonly names: readonly string[]; readonly canonical: string } | null
  readonly paths: SitePaths
  /** Whether the server has IPv6. */
  readonly ipv6: boolean
  /** The prefix of static files and of uploads: `/static/`; null where nginx serves none. */
  readonly staticUrl: string | null
  readonly mediaUrl: string | null
  /** Whether each release has a home page or a whole static site beside the application. */
  readonly home: boolean
  /** How many former releases still serve their static files. */
  readonly former: number
  readonly redirects: readonly { readonly from: string; readonly to: string }[]
  readonly limit: { readonly rate: number; readonly burst: number } | null
  readonly uploadMegabytes: number
  readonly areUploadsTrusted: boolean
  readonly timeoutSeconds: number
  readonly websockets: boolean
}

interface SitePaths {
  readonly home: string
  readonly media: string
  /** The language of the error pages. */
  readonly pages: string
  /** While this file exists, the site is closed. */
  readonly maintenance: string
}
