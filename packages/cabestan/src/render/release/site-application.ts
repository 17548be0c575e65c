import type { NginxBlock } from './nginx-block.ts'
import { formerPlaces } from './site-files.ts'
import type { SiteView } from './site-view.ts'

/** All other addresses: the home page or static site of the release, where it has one, and then the application. */
export function applicationBlocks(view: SiteView): NginxBlock[] {
  const closed = [`if (-f ${view.paths.maintenance}) {`, '    return 503;', '}']
  if (!view.home) return [location('/', [...closed, '', ...application(view)])]
  return [
    [
      '# web.home in cabestan.yaml: what is not found there, the application answers.',
      ...location('/', [...closed, '', ...home(view)]),
    ],
    [
      '# A page of a former release asks for scripts and styles of then.',
      ...location('@former_home', formerHome(view)),
    ],
    location('@application', application(view)),
  ]
}

function location(name: string, lines: readonly string[]): NginxBlock {
  return [`location ${name} {`, ...lines.map((line) => (line === '' ? '' : `    ${line}`)), '}']
}

function home({ paths }: SiteView): string[] {
  return [
    `root ${paths.home}/live/release/home;`,
    'try_files $uri $uri/index.html @former_home;',
    ...homeHeaders,
  ]
}

function formerHome({ paths, former }: SiteView): string[] {
  const [first = '', ...others] = formerPlaces(former, 'home')
  return [
    `root ${paths.home};`,
    `try_files ${first}`,
    ...others.map((place) => `          ${place}`),
    '          @application;',
    ...homeHeaders,
  ]
}

const homeHeaders = ['gzip_static on;', 'charset utf-8;', 'add_header Cache-Control $cabestan_lifetime;']

function application(view: SiteView): string[] {
  return [...limit(view), ...headers(view), ...patience(view)]
}

function limit({ name, limit }: SiteView): string[] {
  if (limit === null) return []
  return [
    '# web.limit in cabestan.yaml: who asks for more than this is told to wait.',
    `limit_req zone=${name}${limit.burst === 0 ? '' : ` burst=${limit.burst} nodelay`};`,
    'limit_req_status 429;',
    '',
  ]
}

function headers({ name, websockets }: SiteView): string[] {
  return [
    `proxy_pass http://${name};`,
    'proxy_http_version 1.1;',
    ...(websockets
      ? ['proxy_set_header Upgrade $http_upgrade;', 'proxy_set_header Connection $cabestan_connection;']
      : []),
    'proxy_set_header Host $http_host;',
    '# Replaced, not continued: what visitors claim to be is not passed on.',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $remote_addr;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    '# The same number stands in the logs of nginx and of the application.',
    'proxy_set_header X-Request-ID $request_id;',
    'add_header X-Request-ID $request_id always;',
    'proxy_redirect off;',
  ]
}

function patience({ timeoutSeconds, websockets }: SiteView): string[] {
  const seconds = timeoutSeconds + 5
  return [
    '# web.timeout in cabestan.yaml, and a little more: gunicorn is the one to give up.',
    'proxy_connect_timeout 5s;',
    // uvicorn pings every 20 seconds, so a silent WebSocket stays open.
    `proxy_read_timeout ${websockets ? Math.max(seconds, 60) : seconds}s;`,
    '# Room for large cookies.',
    'proxy_buffer_size 16k;',
    'proxy_buffers 8 16k;',
  ]
}
