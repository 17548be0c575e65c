import { type Change, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import { run } from '../host/run.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type RabbitmqVhostStep = StepOf<'rabbitmq-vhost'>

/** Queues have names of their programs', `celery` most often: in one virtual host two applications would take each other's tasks. */
export const rabbitmqVhost: StepKind<'rabbitmq-vhost'> = { holdsData: true, check, apply, remove }

/** The clients on this server, as the distribution's package configures them. */
const user = 'guest'

async function check({ name }: RabbitmqVhostStep, { host }: CheckContext): Promise<Change | null> {
  const { code, stdout } = await host.exec(['rabbitmqctl', '--quiet', 'list_permissions', '-p', name])
  const isOpen = code === 0 && stdout.split('\n').some((line) => /^(\S+)/.exec(line)?.[1] === user)
  return changeOf(isOpen ? [] : [{ type: 'action', action: 'create', subject: name }])
}

async function apply({ name }: RabbitmqVhostStep, _change: Change, { host }: ApplyContext) {
  await run(host, ['rabbitmqctl', 'await_startup', '--timeout', '120'])
  if (!(await vhosts({ host })).includes(name)) await run(host, ['rabbitmqctl', 'add_vhost', name])
  await run(host, ['rabbitmqctl', 'set_permissions', '-p', name, user, '.*', '.*', '.*'])
}

async function remove({ name }: RabbitmqVhostStep, context: ApplyContext): Promise<void> {
  if ((await vhosts(context)).includes(name)) await run(context.host, ['rabbitmqctl', 'delete_vhost', name])
}

/** There is none once the package is gone, together with all that it kept. */
async function vhosts({ host }: Pick<ApplyContext, 'host'>): Promise<string[]> {
  const { code, stdout } = await host.exec(['rabbitmqctl', '--quiet', 'list_vhosts', 'name'])
  return code === 0 ? stdout.split('\n').map((line) => line.trim()) : []
}
