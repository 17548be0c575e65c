import { beforeAll, describe } from 'vitest'
import { applySteps } from '../harness/engine.ts'
import { startServer } from '../harness/sandbox.ts'
import { onSuites } from '../harness/suites.ts'
import { userAndGroup } from './access/accounts.ts'
import { authorizedKeys } from './access/authorized-keys.ts'
import { fail2banJails } from './access/fail2ban.ts'
import { firewallRules } from './access/firewall.ts'
import { type Ground, runsOn } from './access/ground.ts'
import { sshdSettings } from './access/sshd.ts'
import { packages } from './access/steps.ts'
import { sudoRules } from './access/sudo-rule.ts'
import { unattendedUpgrades } from './access/unattended-upgrades.ts'

/**
 * The kinds of step by which people get in, on real servers: from nothing, from something else, from right already,
 * and from a run that was killed. Each kind has a file in `access/`; they share this boot and its packages.
 */
describe.each(onSuites('bookworm'))('%s', (suite) => {
  const ground = {} as Ground
  const runs = runsOn(ground)

  beforeAll(async () => {
    ground.server = await startServer({ suite, stocked: true })
    ground.engine = Object.create(ground.server, { keepsConnection: { value: true } })
    ground.ownKey = (await ground.server.sh('cat /root/.ssh/authorized_keys')).split('\n')[0] ?? ''
    await applySteps(ground.engine, [packages])
  })

  userAndGroup(ground, runs)
  authorizedKeys(ground, runs)
  sudoRules(ground, runs)
  sshdSettings(ground, runs)
  firewallRules(ground, runs)
  fail2banJails(ground, runs)
  unattendedUpgrades(ground, runs)
})
