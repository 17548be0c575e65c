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

export const redisPasswordKey = 'REDIS_PASSWORD'
