import { describe, expect, it } from 'vitest'
import { codes, type Ground, own, type Shop } from './shop.ts'

/** Where packages come from: the source, a lock, pip in place of uv. */
export function packagesOfRelease(ground: Ground, { release, venv, asApplication }: Shop): void {
  describe('packages', () => {
    it('come from the source too, where they lie there', async () => {
      const money = {
        'libs/money/setup.py':
          "from setuptools import setup\nsetup(name='money', version='1', py_modules=['money'])\n",
        'libs/money/money.py': 'rate = 2\n',
      }
      const told = await venv(`${own}-e ./libs/money\n`, money)
      expect(told.failure).toBeNull()
      const money2 = await asApplication(
        `${told.directory}/venv/bin/python -c 'import money; print(money.__file__)'`,
      )
      expect(money2.stdout).toContain('/site-packages/')
    })

    it('of a lock are installed as they stand, and what production needs is resolved around them', async () => {
      const locked = { django: '==4.2.15', asgiref: '==3.7.2', sqlparse: '==0.5.0' }
      const packages = Object.entries(locked).map(([name, version]) => [name, { version }])
      const told = await release(
        {
          Pipfile: '[packages]\ndjango = "*"\n',
          'Pipfile.lock': JSON.stringify({ default: Object.fromEntries(packages) }),
        },
        { stages: ['venv'], dependencies: ['Pipfile.lock'] },
      )
      expect(told.failure).toBeNull()
      const script = 'import asgiref, django, gunicorn; print(django.__version__, asgiref.__version__)'
      expect((await asApplication(`${told.directory}/venv/bin/python -c '${script}'`)).stdout).toBe(
        '4.2.15 3.7.2\n',
      )
    })

    it('are made again where a release was cut off while they were installed', async () => {
      const told = await venv(own)
      await ground.server.sh(
        `rm ${told.directory}/venv/complete; rm -r ${told.directory}/venv/lib/python*/site-packages/django`,
      )
      const again = await venv(own)
      expect(codes(again)).toContain('venv.made')
      expect((await asApplication(`${again.directory}/venv/bin/python -c 'import django'`)).code).toBe(0)
    })

    it('that somebody changed by hand are not used again, and stay for the release that runs on them', async () => {
      const former = await venv(own)
      await ground.server.sh(`cd ${former.directory}/venv/lib/python*/site-packages && touch by_hand.py`)
      const [next, last] = [await venv(own), await venv(own)]
      expect(codes(next)).toContain('venv.made')
      expect(codes(last)).toContain('venv.reused')
      const inIt = (directory: string) =>
        ground.server.sh(`ls ${directory}/venv/lib/python*/site-packages | grep -c by_hand || true`)
      expect(await Promise.all([former, next, last].map(({ directory }) => inIt(directory)))).toEqual([
        '1',
        '0',
        '0',
      ])
    })

    it('come by pip where uv cannot be had, from where the server’s pip is told', async () => {
      await ground.server.sh(`mkdir -p /opt/wheels && cd /opt/wheels && PYTHONPATH=$(ls /usr/share/python-wheels/pip-*.whl) \\
        python3 -m pip download -q django==4.2.16 asgiref==3.8.1 sqlparse==0.5.1 gunicorn 'psycopg[binary]' >/dev/null
        mv /opt/cabestan/uv /opt/cabestan/uv.aside; rm -rf /srv/shop/venvs
        printf '[global]\\nno-index = true\\nfind-links = /opt/wheels\\n' > /etc/pip.conf`)
      const told = await venv(own)
      await ground.server.sh(
        'rm /etc/pip.conf; rm -rf /opt/cabestan/uv /srv/shop/venvs; mv /opt/cabestan/uv.aside /opt/cabestan/uv',
      )
      expect(told.failure).toBeNull()
      expect(codes(told)).toEqual(['venv.python', 'venv.pip', 'venv.made'])
    })
  })
}
