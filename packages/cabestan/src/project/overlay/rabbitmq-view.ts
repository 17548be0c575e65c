import type { OverlayView } from '../../render/settings/view.ts'
import { rabbitmqAddress } from '../environment/derived-rabbitmq.ts'
import { hostIn, isHere } from '../hosts.ts'
import { isOfContainers } from '../processes/brokers.ts'
import type { OverlayDecisions } from './decisions.ts'
import type { ProjectSettings } from './project-settings.ts'

/** A literal address of a host that no other computer could find (`amqp://guest@rabbitmq`), or of this machine. */
export function rabbitmqView(
  { reading, text }: ProjectSettings,
  { rabbitmq, name: own }: OverlayDecisions,
): OverlayView['rabbitmq'] {
  const named = rabbitmq ? [...reading.settings.values.keys()].filter((name) => isBroker.test(name)) : []
  const isMeant = (address: string) => isOfContainers(address) || isLocal(address)
  return { settings: named.filter((name) => isMeant(text(name) ?? '')), address: rabbitmqAddress(own) }
}

/** On this server, whatever virtual host a developer has at home. */
function isLocal(address: string): boolean {
  const host = hostIn(address)
  return /^(?:py)?amqp:\/\//.test(address) && (host === '' || isHere(host))
}

const isBroker = /(?:^|_)BROKER_URL$|^CELERY_BROKER$/
