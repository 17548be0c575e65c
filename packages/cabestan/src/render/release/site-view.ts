/** A site as nginx is to serve it: every decision is taken, the blocks beside only write it down. */
export interface SiteView {
  /** The application's name on the server. */
  readonly name: string
  /** What visitors call it: domains, wildcards, addresses. */
  readonly names: readonly string[]
  /** Other names, from which they are sent to the canonical one. */
  readonly elsewhere: { readonly names: readonly string[]; readonly canonical: string } | null
  readonly paths: SitePaths
  /** The server has it. */
  readonly ipv6: boolean
  /** What static files and uploads begin with: `/static/`; null: nginx serves none. */
  readonly staticUrl: string | null
  readonly mediaUrl: string | null
  /** Each release has a home page, or a whole static site, beside the application. */
  readonly home: boolean
  /** How many former releases still give their files. */
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
  /** Of the error pages. */
  readonly pages: string
  /** While this file is there, the site is closed. */
  readonly maintenance: string
}
