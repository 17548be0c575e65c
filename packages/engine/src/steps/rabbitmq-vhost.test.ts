import type { Step } from '@cabestan/protocol/steps'
import { expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { Trial } from './trial.ts'

const step: Step = { kind: 'rabbitmq-vhost', reason: 'rabbitmq.vhost', name: 'shop' }

/** RabbitMQ after its package was installed: one virtual host, in which `guest` may do everything. */
function rabbitmq() {
  const vhosts = new Map([['/', ['guest']]])
  const host = new MemoryHost().program('rabbitmqctl', (argv) => {
    const words = argv.slice(1).filter((word) => word !== '--quiet')
    const [command, name = ''] = words
    const answer = (code: number, stdout = '') => ({ code, stdout, stderr: '' })
    if (command === 'list_vhosts') return answer(0, `${[...vhosts.keys()].join('\n')}\n`)
    if (command === 'list_permissions') {
      const users = vhosts.get(words[2] ?? '')
      return users ? answer(0, users.map((user) => `${user}\t.*\t.*\t.*\n`).join('')) : answer(70)
    }
    if (command === 'add_vhost' && vhosts.has(name)) return answer(70)
    if (command === 'add_vhost') vhosts.set(name, [])
    if (command === 'set_permissions') vhosts.get(words[2] ?? '')?.push(words[3] ?? '')
    if (command === 'delete_vhost') vhosts.delete(name)
    return answer(0)
  })
  return { vhosts, trial: new Trial(host) }
}

it('is made once, with a way in, and goes with all that waits in it', async () => {
  const { vhosts, trial } = rabbitmq()
  expect((await trial.apply(step))?.items).toEqual([{ type: 'action', action: 'create', subject: 'shop' }])
  expect(await trial.apply(step)).toBeNull()
  expect(vhosts.get('shop')).toEqual(['guest'])
  await trial.remove(step)
  expect([...vhosts.keys()]).toEqual(['/'])
  await trial.remove(step)
})

it('is opened where it was made and nobody was let in, as after a run that was cut off', async () => {
  const { vhosts, trial } = rabbitmq()
  vhosts.set('shop', [])
  expect(await trial.apply(step)).not.toBeNull()
  expect(vhosts.get('shop')).toEqual(['guest'])
})
