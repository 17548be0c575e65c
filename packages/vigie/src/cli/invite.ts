import { hashOf, invitationMs, newSecret } from '../web/secrets.ts'
import type { Writer } from '../writer/writer.ts'

/** Only its hash is kept: whoever reads the database can accept none. */
export async function newInvitation(writer: Pick<Writer, 'run'>, url: string): Promise<string> {
  const secret = newSecret()
  const expiresAt = Date.now() + invitationMs
  await writer.run('invitation.create', { hash: hashOf(secret), expiresAt, by: null })
  return `${url}/invitation/${secret}`
}
