import { head } from './head.ts'

export interface RuntimeDirectories {
  readonly sockets: string
  readonly locks: string
  readonly user: string
}

/** /run is empty after each boot. */
export function runtimeDirectories({ sockets, locks, user }: RuntimeDirectories): string {
  return `${head('Made anew at each boot, see tmpfiles.d(5): sockets between nginx and the application; locks of its', 'scheduled commands, which root takes.')}
d ${sockets} 0750 ${user} www-data -
d ${locks} 0755 root root -
`
}
