import { head } from './head.ts'

/** Corrects what Debian's unit of supervisor gets wrong for a server that must come back by itself. */
export function supervisorOverride(): string {
  return `${head('Puts three settings of the distribution’s own unit right.')}
[Service]
# When supervisor dies, its programs die with it instead of holding their sockets: the unit has "process".
KillMode=mixed
# Then it comes back at once: the unit has 50 seconds.
RestartSec=3s
# Where memory ends, the kernel ends the process that takes most of it. systemd would end all others with it: the
# default is "stop".
OOMPolicy=continue
`
}
