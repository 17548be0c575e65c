const addressed =
  /^(?:ssh:\/\/)?(?:(?<user>[^@]*)@)?(?:\[(?<bracketed>[^\]]+)\]|(?<host>[^:/]+))(?::(?<port>\d+))?\/?$/

export interface Place {
  /** The host name or address, without brackets. */
  readonly hostname: string
  /** The host as it is written before a port: an address of IPv6 has brackets there. */
  readonly bracketed: string
  /** Arguments that tell ssh and ssh-keyscan the port and the host. */
  readonly server: string
  /** Arguments for ssh with the user, who may be another one than in the destination. */
  readonly target: string
  /** The host as a file of known hosts names it, quoted for a shell. */
  readonly known: string
}

/**
 * Takes a destination as it was written, or as ssh named it. OpenSSH's programs each want to read it in another form.
 */
export function placeOf(destination: string): Place {
  const { user, bracketed: address, host, port } = addressed.exec(destination)?.groups ?? {}
  const hostname = address ?? host ?? destination.replace(/^ssh:\/\//, '').replace(/^[^@]*@/, '')
  const bracketed = hostname.includes(':') ? `[${hostname}]` : hostname
  const target = user ? `${user}@${hostname}` : hostname
  if (port === undefined || port === '22')
    return { hostname, bracketed, server: hostname, target, known: hostname }
  const option = `-p ${port}`
  return {
    hostname,
    bracketed,
    server: `${option} ${hostname}`,
    target: `${option} ${target}`,
    known: `"[${hostname}]:${port}"`,
  }
}
