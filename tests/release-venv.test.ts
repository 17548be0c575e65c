import { beforeAll, describe } from 'vitest'
import { prepareApplication } from './harness/laid-release.ts'
import { startServer } from './harness/sandbox.ts'
import { onSuites } from './harness/suites.ts'
import { buildOfRelease } from './release-venv/build.ts'
import { failingBuild } from './release-venv/failing-build.ts'
import { failingPackages } from './release-venv/failing-packages.ts'
import { otherPython } from './release-venv/other-python.ts'
import { packagesOfRelease } from './release-venv/packages.ts'
import { type Ground, shopOn } from './release-venv/shop.ts'
import { wholeRelease } from './release-venv/whole-release.ts'

/** The venv and the build of a release. Each subject has a file in `release-venv/`; they share this boot. */
describe.each(onSuites('bookworm'))('the venv and the build of a release on %s', (suite) => {
  const ground = { suite } as Ground
  const shop = shopOn(ground)

  beforeAll(async () => {
    ground.server = await startServer({ suite, stocked: true, keepsConnection: true })
    // Not every server has these two: what becomes of packages that want them is tried below.
    await ground.server.sh('mv /usr/bin/git /usr/bin/pg_config /root')
    await prepareApplication(ground.server, 'shop')
  })

  wholeRelease(ground, shop)
  packagesOfRelease(ground, shop)
  failingPackages(ground, shop)
  failingBuild(ground, shop)
  buildOfRelease(ground, shop)
  otherPython(ground, shop)
})
