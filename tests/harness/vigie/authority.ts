import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../djangos.ts'

/** A certificate authority of one’s own, as companies have them, and a certificate that it gave. */
export interface Authority {
  /** Of its own certificate, for NODE_EXTRA_CA_CERTS. */
  readonly file: string
  readonly key: Buffer
  readonly cert: Buffer
  remove(): Promise<void>
}

export async function authorityFor(host: string): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-authority-'))
  const at = (name: string) => join(folder, name)
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const own = ['-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Authority of the test']
  await run('openssl', ['req', '-x509', ...fresh, ...own])
  const given = ['-keyout', at('key.pem'), '-out', at('cert.pem'), '-subj', `/CN=${host}`]
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-addext', `subjectAltName=DNS:${host}`]
  await run('openssl', ['req', '-x509', ...fresh, ...given, ...by, '-addext', 'basicConstraints=CA:FALSE'])
  return {
    file: at('ca.pem'),
    key: await readFile(at('key.pem')),
    cert: await readFile(at('cert.pem')),
    remove: () => rm(folder, { recursive: true }),
  }
}
