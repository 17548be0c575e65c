import type { Step } from '@cabestan/protocol/steps'
import type { Situation } from './situation.ts'

/** After the packages, among which projects that need RabbitMQ name it. */
export function rabbitmq({ configuration: { name, packages } }: Situation): Step[] {
  return packages.includes('rabbitmq-server')
    ? [{ kind: 'rabbitmq-vhost', reason: 'rabbitmq.vhost', name }]
    : []
}
