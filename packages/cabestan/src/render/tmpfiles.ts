import { head } from './head.ts'

export interface SocketDirectory {
  readonly path: string
  readonly user: string
}

/** /run is empty after each boot. */
export function socketDirectory({ path, user }: SocketDirectory): string {
  return `${head('Sockets between nginx and the application, made anew at each boot: see tmpfiles.d(5).')}
d ${path} 0750 ${user} www-data -
`
}
