import type { OverlayView } from '../../render/settings/view.ts'
import { rabbitmqAddress } from '../environment/derived-rabbitmq.ts'
import { isOfContainers } from '../processes/brokers.ts'
import type { OverlayDecisions } from './decisions.ts'
import type { ProjectSettings } from './project-settings.ts'

/** An address that is written out, of a host that no other computer could find: `amqp://guest@rabbitmq`. */
export function rabbitmqView(
  { reading, text }: ProjectSettings,
  { rabbitmq }: OverlayDecisions,
): OverlayView['rabbitmq'] {
  const named = rabbitmq ? [...reading.settings.values.keys()].filter((name) => isBroker.test(name)) : []
  return { settings: named.filter((name) => isOfContainers(text(name) ?? '')), address: rabbitmqAddress }
}

const isBroker = /(?:^|_)BROKER_URL$|^CELERY_BROKER$/
