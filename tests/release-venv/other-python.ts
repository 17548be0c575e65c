import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pythonFor } from '../harness/djangos.ts'
import { ssh } from '../harness/engine-installation.ts'
import type { Server } from '../harness/sandbox.ts'
import { type Ground, own, type Shop, series } from './shop.ts'

/** A Python that the server does not have. */
export function otherPython(ground: Ground, { release }: Shop): void {
  describe('another Python', () => {
    // The newest Django that still runs on it.
    const files = { '.python-version': '3.9\n', 'requirements.txt': own }

    it('is refused where uv cannot bring it, with what there is', async () => {
      const told = await release(files, { stages: ['venv'] })
      expect(told.failure).toMatchObject({
        code: 'python.unavailable',
        values: { series: '3.9', there: series[ground.suite] },
      })
    })

    it('is found below /opt/python', async ({ skip }) => {
      const found = await pythonFor({ series: '4.2', pythons: ['3.9'], requirements: [] })
      if (found === null) skip('this computer has no Python 3.9')
      await copyPython(ground.server, found ?? '')
      const told = await release(files)
      expect(told.failure).toBeNull()
      expect(told.notices[0]).toMatchObject({
        code: 'venv.python',
        values: { version: expect.stringMatching(/^3\.9\./) },
      })
      await ground.server.sh('rm -r /opt/python')
    })
  })
}

/** As uv lays them out: a directory for each. */
async function copyPython(server: Server, executable: string): Promise<void> {
  const home = dirname(dirname(executable))
  const argv = [
    '-C',
    home,
    '--exclude=*/test',
    '--exclude=__pycache__',
    '--exclude=site-packages/*',
    '-cf',
    '-',
    'bin',
    'lib',
    'include',
  ]
  const tar = spawn('tar', argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const to = '/opt/python/cpython-3.9'
  await ssh(server, `mkdir -p ${to} && tar -xf - -C ${to}`, tar.stdout)
  // It was compiled for the place that it was taken from.
  await server.sh(`echo ${to}/lib > /etc/ld.so.conf.d/moved.conf && ldconfig`)
}
