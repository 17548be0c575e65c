import { describe, expect, it } from 'vitest'
import { processCommand, runCommand, scheduleCommand } from './commands.ts'
import { applicationLogs, boundOfLogs, lookAtLogs } from './logrotate.ts'
import { catchAllSite } from './nginx.ts'
import { hashedNames, roomForLongNames, sharedByAllSites, uploadsThatRun } from './nginx-shared.ts'
import { cronFile } from './release/cron.ts'
import { gunicornConfiguration } from './release/gunicorn.ts'
import { awayPage, maintenancePage } from './release/pages.ts'
import { programsFile } from './release/programs.ts'
import { processScript, runScript, webScript } from './release/run.ts'
import { nginxSite } from './release/site.ts'
import type { SiteView } from './release/site-view.ts'
import { shellWords } from './shell.ts'
import { supervisorOverride } from './supervisor.ts'
import { runtimeDirectories } from './tmpfiles.ts'

const golden = (name: string) => new URL(`../../../../tests/golden/render/${name}`, import.meta.url).pathname

const logs = '/var/log/disquaire'
const home = '/srv/disquaire'
const commands = {
  ...{ name: 'disquaire', home, logs },
  ...{ sockets: '/run/disquaire', locks: '/run/lock/disquaire' },
  supervisorLog: '/var/log/supervisor/supervisord.log',
}
const run = { name: 'disquaire', package: 'cabestan_disquaire', directory: 'shop site', data: `${home}/data` }
const site: SiteView = {
  name: 'disquaire',
  names: ['disquaire.example', '*.disquaire.example'],
  elsewhere: null,
  ipv6: true,
  paths: {
    ...{ home, media: `${home}/media`, pages: `${home}/pages` },
    maintenance: `${home}/maintenance`,
  },
  ...{ staticUrl: '/static/', mediaUrl: '/media/', home: false, former: 5, redirects: [] },
  limit: { rate: 20, burst: 100 },
  ...{ uploadMegabytes: 20, areUploadsTrusted: false, timeoutSeconds: 30, websockets: false },
}
const everything: SiteView = {
  ...site,
  areUploadsTrusted: true,
  names: ['www.disquaire.example'],
  elsewhere: { names: ['disquaire.example', '*.disquaire.example'], canonical: 'www.disquaire.example' },
  ...{ staticUrl: '/assets.v1/', home: true, websockets: true, limit: { rate: 5, burst: 0 } },
  redirects: [
    { from: '/vieux disques', to: '/disques/' },
    { from: '/blog', to: 'https://blog.disquaire.example/?from=site' },
  ],
}
const bare: SiteView = {
  ...site,
  ...{ names: ['203.0.113.10', '[2001:db8::1]', 'disquaire'], staticUrl: null, mediaUrl: null, limit: null },
}
const others = [
  { name: 'worker', count: 2, stopSeconds: 600, stopSignal: 'TERM' },
  { name: 'huey', count: 1, stopSeconds: 30, stopSignal: 'INT' },
  { name: 'idle', count: 0, stopSeconds: 30, stopSignal: 'TERM' },
] as const
const scheduled = [
  { name: 'clean', at: '0 4 * * *', argv: ['manage.py', 'clearsessions'] },
  { name: 'report', at: '@daily', argv: ['sh', '-c', "date '+%F' | cat"] },
]
const worker = ['celery', '-A', 'cabestan_disquaire', 'worker']

/** tests/render.test.ts lets nginx, supervisor, cron, sh, Python and others themselves judge the same files. */
describe('a file as it is written on a server', () => {
  it.each([
    ['nginx-catch-all.conf', catchAllSite(true)],
    ['nginx-catch-all-without-ipv6.conf', catchAllSite(false)],
    ['nginx-shared.conf', sharedByAllSites()],
    ['nginx-hashed.conf', hashedNames()],
    ['nginx-uploads.conf', uploadsThatRun()],
    ['nginx-long-names.conf', roomForLongNames()],
    ['nginx-site.conf', nginxSite(site)],
    ['nginx-site-everything.conf', nginxSite(everything)],
    ['nginx-site-bare-address.conf', nginxSite(bare)],
    ['nginx-site-without-ipv6.conf', nginxSite({ ...everything, ipv6: false })],
    [
      'logrotate-application.conf',
      applicationLogs({ directory: logs, site: { directory: `${logs}/site`, user: 'disquaire' } }),
    ],
    ['logrotate-bound.conf', boundOfLogs()],
    ['logrotate-timer.conf', lookAtLogs()],
    ['tmpfiles-runtime.conf', runtimeDirectories({ ...commands, user: 'disquaire' })],
    ['supervisor-override.conf', supervisorOverride()],
    ['supervisor-programs.conf', programsFile({ ...commands, web: { stopSeconds: 40 }, others })],
    ['cron', cronFile({ ...commands, command: `${home}/bin/schedule`, commands: scheduled })],
    ['bin-run', runCommand(commands)],
    ['bin-process', processCommand(commands)],
    ['bin-schedule', scheduleCommand(commands)],
    ['release-run', runScript(run)],
    ['process-web', webScript('cabestan_disquaire.wsgi:application')],
    ['process-worker', processScript({ name: 'worker', argv: worker, isNode: true })],
    ['process-bot', processScript({ name: 'bot', argv: ['python', 'my bot.py', "it's"], isNode: false })],
    ['gunicorn.conf.py', gunicornConfiguration({ workers: 3, timeoutSeconds: 30, workerClass: null })],
    [
      'gunicorn-asgi.conf.py',
      gunicornConfiguration({ workers: 3, timeoutSeconds: 30, workerClass: 'uvicorn_worker.UvicornWorker' }),
    ],
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(golden(name))
    expect(text).toMatch(/^(#!\/bin\/sh\n)?# Managed by Cabestan\. /)
    expect(text).toMatch(/[^\n]\n$/)
    expect(text).not.toMatch(/[ \t]$/m)
    expect(text.split('\n').filter((line) => line.length > 125)).toEqual([])
  })

  it.each([
    ['page-away.en.html', awayPage('en')],
    ['page-away.fr.html', awayPage('fr')],
    ['page-maintenance.en.html', maintenancePage('en')],
    ['page-maintenance.fr.html', maintenancePage('fr')],
  ])('%s asks for nothing else', async (name, text) => {
    await expect(text).toMatchFileSnapshot(golden(name))
    expect(text).not.toMatch(/https?:|src=|href=|url\(/)
  })
})

describe('words for sh', () => {
  it('arrive as they are', () => {
    expect(shellWords(['a', 'b c', "it's", '', '$X', 'w@%h', '-A=x'])).toBe(
      `a 'b c' 'it'\\''s' '' '$X' w@%h -A=x`,
    )
  })
})
