import type { EngineArtefact } from './engine-artefact.ts'
import type { ConnectionPorts } from './ports.ts'
import type { SshSession } from './ssh-session.ts'

/** A connection on which no engine speaks yet. */
export interface Bootstrap {
  readonly session: SshSession
  readonly ports: ConnectionPorts
  readonly artefact: EngineArtefact
  readonly mark: string
  /** The password for sudo must not be asked for. */
  readonly unattended: boolean
}
