const addressed =
  /^(?:ssh:\/\/)?(?:(?<user>[^@]*)@)?(?:\[(?<bracketed>[^\]]+)\]|(?<host>[^:/]+))(?::(?<port>\d+))?\/?$/

export interface Place {
  /** The name alone. */
  readonly hostname: string
  /** The same as it stands before a port. */
  readonly bracketed: string
  /** As ssh and ssh-keyscan are told where to go. */
  readonly server: string
  /** The same with the user, who may be another one here. */
  readonly target: string
  /** As a file of known hosts has it, for a shell. */
  readonly known: string
}

/** A destination as it was written, or as ssh named it: what the programs of OpenSSH want to read differs. */
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
