import { expect, it } from 'vitest'
import { releaseSteps } from '../../packages/cabestan/src/stack/release-steps.ts'
import type { Ground, Site } from './site.ts'

/** Processes beside the web: how many, how they fail, and what runs by the clock. */
export function processes(ground: Ground, { state, release }: Site): void {
  it('has as many of a process as it is scaled to, and its web process does not notice', async () => {
    const pid = await ground.server.sh('supervisorctl pid disquaire-green')
    const worker = () => ground.server.sh("supervisorctl status | grep worker | awk '{print $1, $2}'")
    await ground.steps.converge(...ground.serverSteps, ...releaseSteps(ground.viewWith({ worker: 2 })))
    expect(await worker()).toBe(
      'disquaire-worker:disquaire-worker-1 RUNNING\ndisquaire-worker:disquaire-worker-2 RUNNING',
    )
    await ground.steps.converge(...ground.serverSteps, ...releaseSteps(ground.viewWith({ worker: 0 })))
    expect(await worker()).toBe('')
    await ground.steps.converge(...ground.serverSteps, ...releaseSteps(ground.viewWith({})))
    expect(await worker()).toBe('disquaire-worker RUNNING')
    expect(await ground.server.sh('supervisorctl pid disquaire-green')).toBe(pid)
  })

  it('falls over slowly where it falls over at its start', async () => {
    await ground.server.sh(
      `cat > /srv/disquaire/releases/2-abcdef2/processes/worker`,
      '#!/bin/sh\necho begun\nexit 3\n',
    )
    await ground.server.sh('supervisorctl stop disquaire-worker; echo > /var/log/disquaire/worker.log')
    await ground.server.sh('supervisorctl start disquaire-worker; sleep 8')
    const begun = async () =>
      Number(await ground.server.sh('grep --count begun /var/log/disquaire/worker.log'))
    expect(await begun()).toBeLessThanOrEqual(4)
    await expect.poll(begun).toBeGreaterThanOrEqual(2)
    expect(await state('disquaire-worker')).toBe('RUNNING')
    await release(2, 'green', {})
  })

  it('runs its scheduled command by the clock, as the application, and keeps what it says', async () => {
    const log = '/var/log/disquaire/schedule-tick.log'
    await expect
      .poll(() => ground.server.sh(`cat ${log} 2>&1 || true`), { interval: 3000 })
      .toMatch(
        /^\[20\d\d-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] manage.py tick 5 %\nmanage.py tick 5 % cabestan_disquaire.settings/,
      )
    expect(await ground.server.sh(`stat -c '%U' ${log}`)).toBe('root')
  })

  it('never runs one over itself, and says how it ended', async () => {
    const log = '/var/log/disquaire/schedule-slow.log'
    const slow = 'id -un; until [ -e /run/second ]; do sleep 0.1; done; exit 4'
    await ground.server.sh(`/srv/disquaire/bin/schedule slow sh -c '${slow}' &
      until grep -qsx disquaire ${log}; do sleep 0.1; done
      /srv/disquaire/bin/schedule slow echo second; touch /run/second; wait`)
    const said = (await ground.server.sh(`cat ${log}`)).replaceAll(/^\[[^\]]+\] /gm, '')
    expect(said).toBe(`sh -c ${slow}\ndisquaire\nleft out: the run before goes on\nended with 4`)
    expect((await ground.server.ssh('/srv/disquaire/bin/schedule slow echo third')).code).toBe(0)
    expect(await ground.server.sh(`tail -n 2 ${log} | sed 's/^\\[.*] //'`)).toBe('third\nended with 0')
  })
}
