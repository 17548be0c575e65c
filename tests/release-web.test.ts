import { beforeAll, describe, expect, it } from 'vitest'
import { startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'
import { colours } from './release-web/colours.ts'
import { files } from './release-web/files.ts'
import { firstPage } from './release-web/first-page.ts'
import { logs } from './release-web/logs.ts'
import { processes } from './release-web/processes.ts'
import { type Ground, prepare, siteOn } from './release-web/site.ts'
import { visitors } from './release-web/visitors.ts'

/**
 * What the server and a release are to nginx, supervisor, cron and the shell, on a real server; the application is
 * a few lines of Python without Django. Each subject has a file in `release-web/`; they share this boot, and each goes
 * on where the one before it ended.
 */
describe.each(onSuites('bookworm'))('a release as it is served on %s', (suite) => {
  const ground = {} as Ground
  const site = siteOn(ground)

  beforeAll(async () => {
    const server = await startServer({ suite, stocked: true, keepsConnection: true })
    Object.assign(ground, await prepare(server))
  })

  firstPage(ground, site)
  files(site)
  visitors(ground, site)
  colours(ground, site)
  processes(ground, site)
  logs(ground)

  it('goes when its steps go, and takes no other site along', async () => {
    await ground.steps.converge(...ground.serverSteps)
    await expect(site.page('/page')).rejects.toThrow()
    expect(await ground.server.sh('supervisorctl status')).toBe('')
    expect(await ground.server.sh('ls /etc/cron.d | grep disquaire || true')).toBe('')
  })
})
