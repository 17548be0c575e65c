import type { Writer } from '../writer/writer.ts'
import { hashOf, newSecret } from './secrets.ts'

const lastsMs = 3 * 24 * 3_600_000

export interface Invitation {
  readonly link: string
  readonly expiresAt: number
}

interface Surroundings {
  readonly writer: Pick<Writer, 'run'>
  readonly url: string
  readonly now: number
}

/**
 * Only its hash is stored, so that somebody who reads the database cannot accept it. Issued by nobody where the
 * server's owner asks for it.
 */
export async function invite(by: number | null, { writer, url, now }: Surroundings): Promise<Invitation> {
  const secret = newSecret()
  const expiresAt = now + lastsMs
  await writer.run('invitation.create', { hash: hashOf(secret), expiresAt, by })
  return { link: `${url}/invitation/${secret}`, expiresAt }
}
