/** Why a line of the overlay is there; the sentences stand in `report/catalogue`. */
export type OverlayReason =
  | 'key.environment'
  | 'key.copy'
  | 'key.fallbacks'
  | 'debug.off'
  | 'debug.branch'
  | 'sessions.memory'
  | 'hosts.site'
  | 'hosts.origins'
  | 'hosts.proxy'
  | 'hosts.foreign'
  | 'hosts.empty'
  | 'https.off'
  | 'https.unheeded'
  | 'https.on'
  | 'https.silenced'
  | 'database.libraries'
  | 'database.search'
  | 'database.socket'
  | 'database.sqlite'
  | 'database.url'
  | 'static.root'
  | 'static.url'
  | 'static.directories'
  | 'static.hashed'
  | 'static.collect'
  | 'media.root'
  | 'data.outside'
  | 'redis.cache'
  | 'redis.channels'
  | 'redis.broker'
  | 'redis.packages'
  | 'rabbitmq.broker'
  | 'mail.server'
  | 'mail.sender'
  | 'mail.admins'
  | 'mail.links'
  | 'log.files'
  | 'log.middleware'
  | 'development.out'

/** What the overlay leaves as it is, because there is no way to change it or too little is known. */
export const keptReasons = [
  'kept.branch',
  'kept.broker',
  'kept.channels',
  'kept.databases',
  'kept.key',
  'kept.mail',
  'kept.memcached',
  'kept.redis',
  'kept.storage',
] as const
