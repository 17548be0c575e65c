import { describe, expect, it } from 'vitest'
import { applicationLogs } from './logrotate.ts'
import { catchAllSite } from './nginx.ts'
import { supervisorOverride } from './supervisor.ts'
import { socketDirectory } from './tmpfiles.ts'

const golden = (name: string) => new URL(`../../../../tests/golden/render/${name}`, import.meta.url).pathname

/** tests/render.test.ts lets nginx, logrotate and systemd themselves judge the same files. */
describe('a file as it is written on a server', () => {
  it.each([
    ['nginx-catch-all.conf', catchAllSite()],
    ['logrotate-application.conf', applicationLogs({ directory: '/var/log/disquaire' })],
    ['tmpfiles-sockets.conf', socketDirectory({ path: '/run/disquaire', user: 'disquaire' })],
    ['supervisor-override.conf', supervisorOverride()],
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(golden(name))
    expect(text).toMatch(/^# Managed by Cabestan\. /)
    expect(text).toMatch(/[^\n]\n$/)
  })
})
