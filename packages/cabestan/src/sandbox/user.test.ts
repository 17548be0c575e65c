import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { userOf } from './user.ts'

async function userWith(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'cabestan-user-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), text)
    }
    return await userOf(root)
  } finally {
    await rm(root, { recursive: true })
  }
}

it('is root until its door is closed, and the login user from then on', async () => {
  const sshd = 'etc/ssh/sshd_config.d/00-cabestan.conf'
  const rule = {
    'etc/sudoers.d/README': '',
    'etc/sudoers.d/cabestan-marie': 'marie ALL=(ALL) NOPASSWD:ALL\n',
  }
  expect(await userWith({})).toBe('root')
  expect(await userWith({ ...rule, [sshd]: 'PasswordAuthentication no\n' })).toBe('root')
  expect(await userWith({ ...rule, [sshd]: '# x\nPermitRootLogin no\n' })).toBe('marie')
})
