import { literalPattern } from '../../literal-pattern.ts'
import type { NginxBlock } from './nginx-block.ts'
import type { SiteView } from './site-view.ts'

/** What nginx serves without the application. */
export function fileBlocks(view: SiteView): NginxBlock[] {
  return [...staticFiles(view), ...media(view)]
}

/** A plain prefix first, so that nginx opens the file that nearly everybody asks for without looking for another. */
function staticFiles({ name, staticUrl, paths, former }: SiteView): NginxBlock[] {
  if (staticUrl === null) return []
  return [
    [
      '# Of the live release.',
      `location ^~ ${staticUrl} {`,
      `    alias ${paths.home}/live/release/static/;`,
      `    access_log /var/log/nginx/${name}.access.log cabestan_files;`,
      '    error_page 403 404 = @former;',
      '    log_not_found off;',
      '    # Open files are kept, and looked for anew each second: the link leads elsewhere after a release.',
      '    open_file_cache max=1000 inactive=20s;',
      '    open_file_cache_valid 1s;',
      ...staticHeaders,
      '}',
      '# A page that was loaded before the last switch still finds its own in the release before, and files with a hash in',
      '# their name in all that are kept (release.keep in cabestan.yaml).',
      'location @former {',
      `    root ${paths.home};`,
      `    rewrite ^${literalPattern(staticUrl)}(.+)$ /$1 break;`,
      '    try_files /colours/blue/release/static$uri',
      '              /colours/green/release/static$uri',
      ...formerPlaces(former, 'static').map((place) => `              ${place}`),
      '              =404;',
      ...staticHeaders,
      '}',
    ],
  ]
}

/** Arguments of try_files. For a name without a hash only the directory is left, which nginx does not serve as a file. */
export function formerPlaces(count: number, within: 'static' | 'home'): string[] {
  return Array.from({ length: count }, (_, at) => `/former/${at + 1}/${within}$cabestan_hashed`)
}

const staticHeaders = [
  '    # Vary is said here: nginx, to say it, would look for a compressed twin also for who cannot read one.',
  '    gzip_static on;',
  '    gzip_vary off;',
  '    add_header Vary Accept-Encoding;',
  '    charset utf-8;',
  '    add_header Cache-Control $cabestan_lifetime;',
  '    add_header X-Content-Type-Options nosniff;',
]

function media({ mediaUrl, areUploadsTrusted, paths }: SiteView): NginxBlock[] {
  if (mediaUrl === null) return []
  return [
    [
      '# What visitors uploaded is shown, and never taken for anything else than it says it is.',
      `location ^~ ${mediaUrl} {`,
      `    alias ${paths.media}/;`,
      '    add_header Cache-Control "public, max-age=60";',
      '    add_header X-Content-Type-Options nosniff;',
      ...(areUploadsTrusted
        ? ['    # web.trust_uploads in cabestan.yaml: what visitors uploaded runs its scripts as this site.']
        : ['    add_header Content-Security-Policy $cabestan_sandbox;']),
      '}',
    ],
  ]
}
