import type { NginxBlock } from './nginx-block.ts'
import type { SiteView } from './site-view.ts'

/** What nginx serves without the application. */
export function fileBlocks(view: SiteView): NginxBlock[] {
  return [...staticFiles(view), ...media(view)]
}

function staticFiles({ staticUrl, paths }: SiteView): NginxBlock[] {
  if (staticUrl === null) return []
  return [
    [
      '# Of the live release. A page that was loaded before the last switch still finds its own, in the one before.',
      `location ~ ^${escaped(staticUrl)}(?<file>.+)$ {`,
      `    root ${paths.home};`,
      '    try_files /live/release/static/$file',
      '              /colours/blue/release/static/$file',
      '              /colours/green/release/static/$file',
      '              =404;',
      '    gzip_static on;',
      '    charset utf-8;',
      '    add_header Cache-Control $cabestan_lifetime;',
      '    add_header X-Content-Type-Options nosniff;',
      '}',
    ],
  ]
}

function media({ mediaUrl, paths }: SiteView): NginxBlock[] {
  if (mediaUrl === null) return []
  return [
    [
      '# What visitors uploaded is shown, and never taken for anything else than it says it is.',
      `location ^~ ${mediaUrl} {`,
      `    alias ${paths.media}/;`,
      '    add_header Cache-Control "public, max-age=60";',
      '    add_header X-Content-Type-Options nosniff;',
      '}',
    ],
  ]
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
