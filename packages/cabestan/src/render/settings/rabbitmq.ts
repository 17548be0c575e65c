import { type Block, block } from './block.ts'
import { quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export function rabbitmqBlocks({ rabbitmq: { settings, address } }: OverlayView): Block[] {
  return block(
    'rabbitmq.broker',
    'The RabbitMQ on this server, which the project names as its containers do.',
    ...settings.map((setting) => [setting, quoted(address)] as const),
  )
}
