const addressed =
  /^(?:ssh:\/\/)?(?:[^@]*@)?(?:\[(?<bracketed>[^\]]+)\]|(?<host>[^:/]+))(?::(?<port>\d+))?\/?$/

export interface Place {
  /** The name alone. */
  readonly hostname: string
  /** As ssh and ssh-keyscan are told where to go. */
  readonly server: string
  /** As a file of known hosts has it, for a shell. */
  readonly known: string
}

/** A destination as it was written, or as ssh named it: what the programs of OpenSSH want to read differs. */
export function placeOf(destination: string): Place {
  const { bracketed, host, port } = addressed.exec(destination)?.groups ?? {}
  const hostname = bracketed ?? host ?? destination.replace(/^ssh:\/\//, '').replace(/^[^@]*@/, '')
  if (port === undefined || port === '22') return { hostname, server: hostname, known: hostname }
  return { hostname, server: `-p ${port} ${hostname}`, known: `"[${hostname}]:${port}"` }
}
