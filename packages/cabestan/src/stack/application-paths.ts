/** Where an application lives on a server. Its name has been checked, so it can stand in a path. */
export function homeDirectory(name: string): string {
  return `/srv/${name}`
}

export function environmentFile(name: string): string {
  return `${homeDirectory(name)}/env`
}

export function socketDirectoryOf(name: string): string {
  return `/run/${name}`
}

export function logDirectory(name: string): string {
  return `/var/log/${name}`
}

/** Of the application's own Redis, in its environment file. */
export const redisPortKey = 'REDIS_PORT'
export const redisPasswordKey = 'REDIS_PASSWORD'
