export const processFindings = [
  'processes.service',
  'processes.service-packaged',
  'processes.rabbitmq',
  'processes.rabbitmq-replaced',
  'processes.redis-guessed',
  'processes.endless-command',
  'processes.scheduled',
  'processes.not-scheduled',
  'processes.asgi',
  'processes.channels-1',
] as const satisfies readonly `processes.${string}`[]
