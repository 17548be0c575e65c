export const processFindings = [
  'processes.service',
  'processes.service-packaged',
  'processes.rabbitmq',
  'processes.rabbitmq-replaced',
  'processes.redis-guessed',
  'processes.redis-written-down',
  'processes.endless-command',
  'processes.scheduled',
  'processes.not-scheduled',
  'processes.asgi',
  'processes.channels-1',
] as const satisfies readonly `processes.${string}`[]
