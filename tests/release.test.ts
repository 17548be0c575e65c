import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe } from 'vitest'
import { git, gitProject, shop } from './harness/git-project.ts'
import { startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'
import { anotherRepository } from './release/another-repository.ts'
import { firstRelease } from './release/first-release.ts'
import { history } from './release/history.ts'
import { laterReleases } from './release/later-releases.ts'
import { type Ground, siteOn } from './release/site.ts'
import { visitors } from './release/visitors.ts'
import { webSockets } from './release/web-sockets.ts'

/**
 * The whole path of the issue: from an empty server and a repository to a site, and on from release to release. Each
 * subject has a file in `release/`; they share this boot, and each goes on where the one before it ended.
 */
describe.each(onSuites('bookworm'))('a Django project on a bare %s server', (suite) => {
  const ground = {} as Ground
  const site = siteOn(ground)

  beforeAll(async () => {
    ground.server = await startServer({ suite })
    ground.directory = gitProject(shop)
    const configuration = `app: shop
server: ${ground.server.destination}
domains: [shop.example]
web: {limit: false}
release: {keep: 2, watch: 2s}
hooks:
  before: sh -c 'python manage.py migrate --check && echo ready >> /srv/shop/data/before'
  after: sh -c 'echo live >> /srv/shop/data/after'
  notify: {command: "sh -c 'cat >> /srv/shop/data/told'", webhook: 'http://127.0.0.1:9/T0K3N'}
`
    writeFileSync(join(ground.directory, 'cabestan.yaml'), configuration)
    git(ground.directory, 'add', '--all')
    git(ground.directory, 'commit', '--quiet', '--message=describe the server')
  })

  firstRelease(ground, site)
  visitors(ground, site)
  laterReleases(ground, site)
  history(ground, site)
  webSockets(ground, site)
  anotherRepository(ground, site)
})
