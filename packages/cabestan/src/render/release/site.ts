import { head } from '../head.ts'
import { listenLines } from '../nginx.ts'
import { indented, type NginxBlock } from './nginx-block.ts'
import { applicationBlocks } from './site-application.ts'
import { fileBlocks } from './site-files.ts'
import type { SiteView } from './site-view.ts'

/** /etc/nginx/sites-available/NAME */
export function nginxSite(view: SiteView): string {
  const blocks = [upstream(view), ...limitZone(view), mainServer(view), ...otherNames(view)]
  const intro = head(
    `The site ${view.name}: static files and uploads by nginx itself, all else by the application.`,
  )
  return `${[intro, ...blocks].join('\n\n')}\n`
}

function upstream({ name, paths }: SiteView): string {
  return `# The link leads to the socket of the live release: when another one takes its place, nginx is not even reloaded.
upstream ${name} {
    server unix:${paths.home}/live/socket fail_timeout=0;
}`
}

function limitZone({ name, limit }: SiteView): string[] {
  if (limit === null) return []
  return [`limit_req_zone $binary_remote_addr zone=${name}:1m rate=${limit.rate}r/s;`]
}

function mainServer(view: SiteView): string {
  const blocks: NginxBlock[] = [
    listening(view, view.names),
    logs(view),
    [
      'server_tokens off;',
      '# web.upload_limit in cabestan.yaml',
      `client_max_body_size ${view.uploadMegabytes}m;`,
    ],
    compression,
    ...errorPages(view),
    ...fileBlocks(view),
    ...refusals,
    ...redirects(view),
    ...applicationBlocks(view),
  ]
  return `server {\n${indented(blocks)}\n}`
}

function otherNames({ elsewhere, ...view }: SiteView): string[] {
  if (elsewhere === null) return []
  const blocks: NginxBlock[] = [
    listening(view, elsewhere.names),
    logs(view),
    [
      'server_tokens off;',
      '# web.canonical in cabestan.yaml',
      `return 301 $scheme://${elsewhere.canonical}$request_uri;`,
    ],
  ]
  return [`server {\n${indented(blocks)}\n}`]
}

function listening({ ipv6 }: Pick<SiteView, 'ipv6'>, names: readonly string[]): NginxBlock {
  return [...listenLines(ipv6), `server_name ${names.join(' ')};`]
}

function logs({ name }: Pick<SiteView, 'name'>): NginxBlock {
  return [
    `access_log /var/log/nginx/${name}.access.log cabestan;`,
    `error_log /var/log/nginx/${name}.error.log;`,
  ]
}

const compression: NginxBlock = [
  'gzip on;',
  'gzip_vary on;',
  'gzip_proxied any;',
  'gzip_comp_level 5;',
  'gzip_min_length 1024;',
  'gzip_types text/plain text/css text/xml application/javascript text/javascript application/json',
  '           application/manifest+json application/xml application/rss+xml application/atom+xml image/svg+xml;',
]

function errorPages({ paths }: SiteView): NginxBlock[] {
  return [
    [
      '# The application does not answer, or takes too long; and the site is closed for a while.',
      'error_page 502 504 /.cabestan/away.html;',
      'error_page 503 /.cabestan/maintenance.html;',
      'location ^~ /.cabestan/ {',
      '    internal;',
      `    alias ${paths.pages}/;`,
      '    add_header Retry-After 60 always;',
      '    add_header Cache-Control no-store always;',
      '}',
    ],
  ]
}

const refusals: NginxBlock[] = [
  [
    '# What robots look for on every server. The application is not bothered with it; /.well-known/ is for',
    '# certificates and the like.',
    'location ~ /\\.(?!well-known/) {',
    '    return 404;',
    '}',
    'location ~* /(wp-login\\.php|wp-admin|wp-includes|wp-config\\.php|xmlrpc\\.php|phpmyadmin|phpunit|cgi-bin)(/|$) {',
    '    return 404;',
    '}',
  ],
]

function redirects({ redirects }: SiteView): NginxBlock[] {
  if (redirects.length === 0) return []
  const locations = redirects.map(({ from, to }) => {
    const target = to.includes('?') ? to : `${to}$is_args$args`
    return `location = "${from}" { return 301 "${target}"; }`
  })
  return [['# web.redirects in cabestan.yaml', ...locations]]
}
