/** Where an application lives on a server. Its name was validated, so it can be part of a path. */
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

/** Only for root, for what root does on behalf of the application. */
export function lockDirectoryOf(name: string): string {
  return `/run/lock/${name}`
}

export function mediaDirectory(name: string): string {
  return `${homeDirectory(name)}/media`
}

/** What must survive a release: SQLite files and similar data. */
export function dataDirectory(name: string): string {
  return `${homeDirectory(name)}/data`
}

/** For nginx, when the application does not answer. */
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
