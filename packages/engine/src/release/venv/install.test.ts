import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { ReleaseContext } from '../context.ts'
import { placesOf, releasePlaces } from '../places.ts'
import { install } from './install.ts'

async function installedWith(series: string, codes: Record<string, number> = {}): Promise<string[]> {
  const host = new MemoryHost()
    .program('systemd-run', (argv) => ({
      code: codes[argv.find((word) => codes[word] !== undefined) ?? ''] ?? 0,
    }))
    .program('grep', () => ({ code: 1 }))
  const release = releasePlaces(placesOf('disquaire'), '17-1a2b3c4')
  const order = { name: 'disquaire', venv: { complete: true, hashed: false } }
  const context = { host, order, release, output: () => {} } as unknown as ReleaseContext
  const python = { series, version: `${series}.9`, executable: `/opt/python/${series}/bin/python${series}` }
  const lists = { requirements: '/r/project.txt', beside: '/r/beside.txt', constraints: null, build: null }
  const work = { venv: '/srv/disquaire/venvs/1', lists, directory: release.source }
  await install(context, { uv: '/opt/cabestan/uv/bin/uv', python, environment: {} }, work)
  return host.ran
    .filter(([program]) => program !== 'grep')
    .map((argv) => argv.slice(argv.indexOf('/opt/cabestan/uv/bin/uv') + 1).join(' '))
}

it('compiles what was installed, once all of it is there', async () => {
  const [, first, second] = await installedWith('3.7')
  expect(first).not.toContain('--compile-bytecode')
  expect(second).toContain('--compile-bytecode')
})

it('has a Python compile for itself that uv cannot compile for, whatever it cannot read', async () => {
  const all = await installedWith('3.6', { compileall: 1 })
  expect(all).toHaveLength(4)
  expect(all.join(' ')).not.toContain('--compile-bytecode')
  expect(all[3]).toMatch(
    / \/srv\/disquaire\/venvs\/1\/bin\/python -m compileall -q \/srv\/disquaire\/venvs\/1\/lib$/,
  )
  expect(await installedWith('3.7')).toHaveLength(3)
})

const twisted =
  'error: No solution found when resolving dependencies\n  cause: Because twisted==20.3.0 has a non-PEP 625-compliant source distribution filename and you require twisted==20.3.0, we can conclude that your requirements are unsatisfiable.\n'

function hostMeeting(answer: (argv: readonly string[]) => { code: number; stderr?: string }) {
  const host = new MemoryHost().program('systemd-run', answer).program('grep', () => ({ code: 1 }))
  host.files.seed('/etc/group', 'disquaire:x:900:\n')
  host.files.seed('/r/project.txt', '')
  return host
}

async function installing(host: MemoryHost, hashed: boolean) {
  const places = placesOf('disquaire')
  const venv = { complete: false, hashed, indexes: ['--index-url https://packages.example'] }
  const context = {
    host,
    order: { name: 'disquaire', venv },
    places,
    output: () => {},
  } as unknown as ReleaseContext
  const python = { series: '3.8', version: '3.8.18', executable: '/opt/python/3.8/bin/python3.8' }
  const lists = { requirements: '/r/project.txt', beside: null, constraints: null, build: '/r/build.txt' }
  const work = { venv: '/srv/disquaire/venvs/1', lists, directory: '/srv/disquaire' }
  await install(context, { uv: '/uv', python, environment: { PIP_CACHE_DIR: '/c' } }, work)
}

function meetingTwisted() {
  let opened = false
  return hostMeeting((argv) => {
    if (argv.includes('wheel')) opened = true
    return argv.includes('install') && !opened ? { code: 1, stderr: twisted } : { code: 0 }
  })
}

it('has pip make a wheel of a source that uv does not open', async () => {
  const host = meetingTwisted()
  await installing(host, false)
  const words = host.ran.map((argv) => argv.join(' '))
  const wheels = '/srv/disquaire/cache/wheels-3.8'
  expect(words[2]).toMatch(/ \/uv venv --seed --clear --python \S+ \/srv\/disquaire\/cache\/pip-3\.8$/)
  expect(words[3]).toMatch(/-m pip wheel .*--no-deps --wheel-dir \S+ -r \/r\/sources\.txt$/)
  expect(words[4]).toContain(` -r /r/project.txt --find-links ${wheels}`)
  expect(await host.files.readText('/r/sources.txt')).toBe(
    '--index-url https://packages.example\ntwisted==20.3.0\n',
  )
})

it('leaves a list with hashes alone, which knows no wheel that was made here', async () => {
  await expect(installing(meetingTwisted(), true)).rejects.toMatchObject({
    failure: { code: 'venv.conflict' },
  })
})

it('builds with an old setuptools what is written for Python 2, where that is said, and once', async () => {
  const said =
    'error: Failed to build `ipdb==0.11`\n  cause: The build backend returned an error\n\n         error in ipdb setup command: use_2to3 is invalid.\n'
  const answering = (helps: boolean) =>
    hostMeeting((argv) => {
      const isOld = argv.includes('/r/two-to-three.txt')
      return argv.includes('install') && !(isOld && helps) ? { code: 1, stderr: said } : { code: 0 }
    })
  const host = answering(true)
  await installing(host, false)
  expect(host.ran[2]?.join(' ')).toMatch(
    / --build-constraints \/r\/build\.txt .*-r \/r\/project\.txt --build-constraints \/r\/two-to-three\.txt$/,
  )
  expect(await host.files.readText('/r/two-to-three.txt')).toBe('setuptools<58\n')
  await expect(installing(answering(false), true)).rejects.toMatchObject({
    failure: { code: 'venv.build-failed' },
  })
})

it('builds with a newer setuptools what asks for one that an old list is kept from', async () => {
  const said =
    'error: Failed to download and build `psycopg2==2.9.13`\n  cause: Failed to resolve requirements from `build-system.requires`\n  cause: No solution found when resolving: `setuptools>=70.1`\n  cause: Because you require setuptools>=70.1 and setuptools<66, we can conclude that your requirements are unsatisfiable.\n'
  const host = hostMeeting((argv) =>
    argv.includes('install') && argv.includes('/r/build.txt') ? { code: 1, stderr: said } : { code: 0 },
  )
  await installing(host, false)
  expect(host.ran[2]?.join(' ')).toMatch(
    / --build-constraints \/r\/newer-setuptools\.txt .*-r \/r\/project\.txt$/,
  )
  expect(await host.files.readText('/r/newer-setuptools.txt')).toBe('setuptools<81\n')
})

it('brings pkg_resources where a package imports it and nothing brought it', async () => {
  const packages = '/srv/disquaire/venvs/1/lib/python3.8/site-packages'
  const lastOf = async (there: boolean, found: number) => {
    const host = hostMeeting(() => ({ code: 0 })).program('grep', () => ({ code: found }))
    host.files.seed(`${packages}/embed_video/__init__.py`, 'import pkg_resources\n')
    if (there) host.files.seed(`${packages}/pkg_resources/__init__.py`, '')
    await installing(host, false)
    return host.ran.at(-1)?.join(' ') ?? ''
  }
  expect(await lastOf(false, 0)).toMatch(/ \/uv pip install --python \S+ .*-r \/r\/pkg-resources\.txt$/)
  expect(await lastOf(false, 1)).toMatch(
    /^grep .* \/srv\/disquaire\/venvs\/1\/lib\/python3\.8\/site-packages$/,
  )
  expect(await lastOf(true, 0)).toMatch(/-r \/r\/project\.txt$/)
})

it('leaves the live site its memory, its processor and its disk, and works as the application', async () => {
  const host = hostMeeting(() => ({ code: 0 }))
  await installing(host, false)
  const [making = []] = host.ran
  const [program, ...words] = making.slice(0, making.indexOf('/uv'))
  expect(program).toBe('systemd-run')
  for (const limit of ['MemoryMax=75%', 'MemorySwapMax=75%', 'TasksMax=1024'])
    expect(words).toContain(`--property=${limit}`)
  expect(words.join(' ')).toMatch(
    / nice -n 10 ionice -c 3 choom -n 500 -- setpriv --reuid=disquaire --regid=disquaire /,
  )
})
