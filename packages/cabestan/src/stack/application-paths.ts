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

/** Of root alone, for what root does for the application. */
export function lockDirectoryOf(name: string): string {
  return `/run/lock/${name}`
}

export function mediaDirectory(name: string): string {
  return `${homeDirectory(name)}/media`
}

/** What must survive a release: SQLite files and the like. */
export function dataDirectory(name: string): string {
  return `${homeDirectory(name)}/data`
}

/** Of nginx, for when the application does not answer. */
export function pagesDirectory(name: string): string {
  return `${homeDirectory(name)}/pages`
}

/** Where the application itself may write logs. */
export function siteLogDirectory(name: string): string {
  return `${logDirectory(name)}/site`
}

export function commandPath(name: string, command: 'run' | 'process' | 'schedule'): string {
  return `${homeDirectory(name)}/bin/${command}`
}
