import type { Failure } from '@cabestan/protocol/failures'
import { describe, expect, it } from 'vitest'
import type { Files } from '../harness/laid-release.ts'
import { type Ground, own, type Shop, unfinished } from './shop.ts'

/** Packages that cannot be installed: each failure names what is missing. */
export function failingPackages(ground: Ground, { venv, first }: Shop): void {
  describe('packages that cannot be installed', () => {
    const money = (setup: string): Files => ({ 'libs/money/setup.py': setup })

    it.each<[string, string, Files, Partial<Failure>]>([
      [
        'of an unknown version',
        'Django==4.2.999',
        {},
        { code: 'venv.package-unknown', values: { package: 'django==4.2.999' } },
      ],
      [
        'of an unknown name',
        `${own}cabestan-has-no-such-package==1.0`,
        {},
        { code: 'venv.package-unknown', values: { package: 'cabestan-has-no-such-package==1.0' } },
      ],
      ['against each other', 'Django==4.2.16\nasgiref<3.0', {}, { code: 'venv.conflict' }],
      ['that are for another Python', `${own}tensorflow==2.4.0`, {}, { code: 'venv.python-too-old' }],
      [
        'with another content than their hash says',
        `Django==4.2.16 --hash=sha256:${'a'.repeat(64)}\nasgiref==3.8.1\nsqlparse==0.5.1`,
        {},
        { code: 'venv.hash-mismatch', values: { package: 'django==4.2.16' } },
      ],
      [
        'that do not build',
        `${own}./libs/money`,
        money("raise RuntimeError('the moon is wrong')\n"),
        {
          code: 'venv.build-failed',
          values: expect.objectContaining({ why: 'RuntimeError: the moon is wrong' }),
        },
      ],
      [
        'for want of a program of the system',
        `${own}psycopg2==2.9.9`,
        {},
        {
          code: 'venv.library-missing',
          values: { package: 'psycopg2==2.9.9', file: 'pg_config', packages: 'libpq-dev build-essential' },
        },
      ],
      [
        'for want of a compiler',
        `${own}cffi==1.14.0`,
        {},
        { code: 'venv.library-missing', values: expect.objectContaining({ package: 'cffi==1.14.0' }) },
      ],
      [
        'for want of git',
        `${own}money @ git+https://forge.invalid/money.git`,
        {},
        { code: 'venv.library-missing', values: expect.objectContaining({ packages: 'git' }) },
      ],
    ])('%s', async (_title, requirements, files, expected) => {
      const told = await venv(requirements, files)
      expect(told.failure).toMatchObject(expected)
      expect(await ground.server.sh(unfinished)).toBe('')
    })

    it('because the network is down', async () => {
      await ground.server.sh(`printf '[global]\\nindex-url = https://127.0.0.1:9/simple\\n' > /etc/pip.conf`)
      const told = await venv(`${own}pytz==2024.1`)
      await ground.server.sh('rm /etc/pip.conf')
      expect(told.failure).toMatchObject({ code: 'venv.network', values: { address: '127.0.0.1:9' } })
    })

    it.each([
      ['an unknown version', 'Django==4.2.999', 'venv.package-unknown'],
      // Its setup.py is of Python 2.
      ['one that does not build', `${own}BeautifulSoup==3.2.1`, 'venv.build-failed'],
    ])('is told at once by a first release: %s', async (_title, requirements, code) => {
      const told = await first(requirements)
      expect(told.failure).toMatchObject({ code })
      // The release itself has installed nothing.
      expect(told.output).toEqual([])
      expect(await ground.server.sh(unfinished)).toBe('')
    })

    it('is tried once more by a first release where only the network was down', async () => {
      await ground.server.sh(`printf '[global]\\nindex-url = https://127.0.0.1:9/simple\\n' > /etc/pip.conf`)
      const told = await first(`${own}pytz==2024.1`)
      await ground.server.sh('rm /etc/pip.conf')
      expect(told.failure?.code).toBe('venv.network')
      expect(told.output).not.toEqual([])
    })

    it('because the disk is full', async () => {
      await ground.server.sh(
        'mkdir -p /srv/shop/cache && mount -t tmpfs -o size=6m,mode=0700 tmpfs /srv/shop/cache',
      )
      const told = await venv(`${own}pytz==2024.1`)
      await ground.server.sh('umount /srv/shop/cache')
      expect(told.failure?.code).toBe('disk.full')
    })
  })
}
