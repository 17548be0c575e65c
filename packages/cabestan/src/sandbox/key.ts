import { chown, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exists } from '../exists.ts'
import { output } from './exec.ts'
import { withLock } from './lock.ts'
import { locksDirectory, privateKey, sshDirectory } from './paths.ts'

/** One key opens all sandboxes of this machine. It is made together with the first one. */
export async function ensureKey(): Promise<void> {
  await withLock(join(locksDirectory(), 'key'), async () => {
    if (await exists(privateKey())) return
    await mkdir(sshDirectory(), { recursive: true, mode: 0o755 })
    const draft = join(sshDirectory(), 'draft')
    await Promise.all([draft, `${draft}.pub`].map((file) => rm(file, { force: true })))
    await output(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'cabestan-sandbox', '-f', draft])
    await giveToPerson(draft)
    await rename(`${draft}.pub`, `${privateKey()}.pub`)
    await rename(draft, privateKey())
  })
}

export const readPublicKey = () => readFile(`${privateKey()}.pub`, 'utf8')

/** Readable for the person who called us through sudo, so that their own ssh client can use it too. */
async function giveToPerson(file: string): Promise<void> {
  const person = Number(process.env['SUDO_UID'])
  if (Number.isInteger(person) && person > 0) await chown(file, person, -1)
}
