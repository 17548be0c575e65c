import type { OverlayView } from '../../render/settings/view.ts'
import { rabbitmqAddress } from '../environment/derived-rabbitmq.ts'
import { isOfContainers } from '../processes/brokers.ts'
import type { OverlayDecisions } from './decisions.ts'
import type { ProjectSettings } from './project-settings.ts'

/** An address that is written out: of a host that no other computer could find, `amqp://guest@rabbitmq`, or of this one. */
export function rabbitmqView(
  { reading, text }: ProjectSettings,
  { rabbitmq, name: own }: OverlayDecisions,
): OverlayView['rabbitmq'] {
  const named = rabbitmq ? [...reading.settings.values.keys()].filter((name) => isBroker.test(name)) : []
  const isHere = (address: string) => isOfContainers(address) || isLocal.test(address)
  return { settings: named.filter((name) => isHere(text(name) ?? '')), address: rabbitmqAddress(own) }
}

/** Of this server, and so of whatever virtual host a developer has at home. */
const isLocal = /^(?:py)?amqp:\/\/(?:[^@/]*@)?(?:localhost|127\.0\.0\.1)?(?::\d+)?(?:\/|$)/

const isBroker = /(?:^|_)BROKER_URL$|^CELERY_BROKER$/
