import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Step } from '@cabestan/protocol/steps'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import type { Workshop } from '../../workshop.ts'
import type { ReleaseContext, VenvMadeAhead } from '../context.ts'
import { contextFor } from '../release.ts'
import { venvStage } from '../stages/venv-stage.ts'
import { uvVersion } from './uv-version.ts'
import { VenvAhead } from './venv-ahead.ts'

const home: Step = {
  kind: 'directory',
  reason: 'app.directory',
  path: '/srv/disquaire',
  owner: 'root',
  group: 'root',
  mode: '0711',
}
const venvOrder = {
  python: '3.11',
  requirements: ['django==5.2.1'],
  beside: ['gunicorn'],
  constraints: [],
  buildConstraints: [],
  complete: false,
  hashed: false,
  indexes: [],
  local: [] as object[],
}
const noSuchVersion =
  'error: No solution found when resolving dependencies\n  cause: Because there is no version of django==5.2.1 and you require django==5.2.1, we can conclude that your requirements are unsatisfiable.\n'
const root = { owner: 'root', group: 'root', mode: '0755' } as const

let host: MemoryHost
let freeMegabytes: number
let told: string[]
/** How uv ends when it installs. */
let installation: { code?: number; stderr?: string }
beforeEach(() => {
  freeMegabytes = 20_000
  told = []
  installation = { stderr: 'Installed 7 packages in 4ms\n' }
  host = new MemoryHost()
    .program('python3.11', () => ({ stdout: '3.11.2\n' }))
    .program('df', () => ({
      stdout: `Size Avail Inodes IAvail\n40000000000 ${freeMegabytes * 1024 * 1024} 2000000 1000000\n`,
    }))
    .program('systemd-run', (argv) => (argv.includes('install') ? installation : {}))
  for (const silent of ['systemctl', 'apt-config', 'chown', 'chmod', 'sync', 'find'])
    host.program(silent, () => ({}))
  host.files.seed('/usr/bin/python3.11', '')
  host.files.seed(`/opt/cabestan/uv/${uvVersion}/bin/uv`, '')
  host.files.seed(
    '/etc/passwd',
    'root:x:0:0::/root:/bin/bash\ndisquaire:x:990:990::/srv/disquaire:/usr/sbin/nologin\n',
  )
  host.files.seed('/etc/group', 'root:x:0:\ndisquaire:x:990:\n')
  host.files.seed('/proc/meminfo', 'MemAvailable: 3000000 kB\n')
  host.files.seedDirectory('/srv/disquaire')
  host.files.seedDirectory('/srv/disquaire/releases')
})

const asked = (venv: object = {}) => ({
  description: { owner: { app: 'disquaire', environment: 'production' } },
  release: {
    name: 'disquaire',
    commit: { id: '1a2b3c4d' },
    venv: { ...venvOrder, ...venv },
  } as unknown as ReleaseOrder,
})
const workshop = () => ({ host, emit: () => {} })

function ahead(venv: object = {}, after: Step = home): Promise<VenvMadeAhead | null> {
  const work = new VenvAhead(asked(venv), workshop())
  work.after(after)
  return work.ended()
}

/** Runs the release's own stage for the venv, after the one that was made ahead. */
async function inTurn(made: VenvMadeAhead | null, venv: object = {}): Promise<void> {
  const context = await contextFor(asked(venv), workshop())
  context.made.ahead = made
  const note: ReleaseContext['note'] = (code, values) => void told.push(`${code} ${values?.['count'] ?? ''}`)
  await host.files.createDirectory(context.release.directory, root)
  await venvStage.run({ ...context, note })
}

const installations = () => host.ran.filter((argv) => argv.includes('install')).length

describe('the venv of a first release', () => {
  it('is made from the application’s home on, and the release finds it whole', async () => {
    await inTurn(await ahead())
    expect(installations()).toBe(1)
    expect(told).toEqual(['venv.python ', 'venv.made 7'])
    expect(await host.files.list('/srv/disquaire/releases/1-1a2b3c4/requirements')).toContain('project.txt')
  })

  it('is made as the application’s user, with paths that start from its home', async () => {
    await ahead()
    const [argv = []] = host.ran.filter((each) => each.includes('install'))
    expect(argv.join(' ')).toContain('--reuid=disquaire')
    expect(argv.join(' ')).toContain('-r /srv/disquaire/venvs/requirements/project.txt')
  })

  it('is said to be waited for, while that lasts', async () => {
    const emit = (event: { type: string; what?: string }) => void told.push(`${event.type} ${event.what}`)
    const work = new VenvAhead(asked(), { host, emit: emit as Workshop['emit'] })
    work.after(home)
    await work.ended()
    await work.ended()
    expect(told).toEqual(['waiting venv-ahead'])
  })

  it('waits for that home', async () => {
    expect(await ahead({}, { ...home, path: '/srv/other' })).toBeNull()
    expect(installations()).toBe(0)
  })

  it.each([
    ['the index does not have', noSuchVersion, 'venv.package-unknown'],
    ['does not build', "error: Failed to build `a==1`\n  KeyError: '__version__'\n", 'venv.build-failed'],
  ])('that holds a package that %s is not tried again', async (_title, stderr, code) => {
    installation = { code: 1, stderr }
    await expect(inTurn(await ahead())).rejects.toMatchObject({ failure: { code } })
    expect(installations()).toBe(1)
    expect(told).toEqual(['venv.python '])
  })

  it.each([
    ['the network', 'error: Failed to fetch: `https://a.example/b`\n  cause: tcp connect error\n', {}],
    ['memory', 'error: Failed to build `a==1`\n  c++: fatal error: Killed signal terminated program\n', {}],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a list
    ['an index with a key', noSuchVersion, { indexes: ['--index-url https://${TOKEN}@a.example/simple'] }],
  ])('that failed for %s is tried again in its turn', async (_title, stderr, venv) => {
    installation = { code: 1, stderr }
    const made = await ahead(venv)
    installation = { stderr: 'Installed 7 packages in 4ms\n' }
    await inTurn(made, venv)
    expect(installations()).toBe(2)
    expect(told).toEqual(['venv.python ', 'venv.made 7'])
  })

  it('that could not be made is made again by the release, which says what it was', async () => {
    installation = { code: 1, stderr: 'error: no such package\n' }
    const made = await ahead()
    expect(made).toBeNull()
    await expect(inTurn(made)).rejects.toThrow()
    expect(installations()).toBe(2)
    installation = { stderr: 'Installed 7 packages in 4ms\n' }
    told = []
    await inTurn(made)
    expect(told).toEqual(['venv.python ', 'venv.made 7'])
  })

  it('is left to the release where a package lies in the source that is not there yet', async () => {
    expect(await ahead({ local: [{ path: 'libs/shop', tree: 'a'.repeat(40) }] })).toBeNull()
    expect(installations()).toBe(0)
  })

  it('is left to the release where memory or disk are short', async () => {
    freeMegabytes = 2000
    expect(await ahead()).toBeNull()
    freeMegabytes = 20_000
    host.files.seed('/proc/meminfo', 'MemAvailable: 400000 kB\n')
    expect(await ahead()).toBeNull()
    expect(installations()).toBe(0)
  })

  it('is left to the release where another one is being served', async () => {
    host.files.seedLink('/srv/disquaire/live', 'colours/blue')
    host.files.seedLink('/srv/disquaire/colours/blue/release', '../../releases/17-1a2b3c4')
    expect(await ahead()).toBeNull()
    expect(installations()).toBe(0)
  })

  it('is ended where there will be no release', async () => {
    let end = () => {}
    const begun = new Promise<void>((begin) => {
      host.program('systemd-run', (argv) => {
        if (!argv.includes('install')) return {}
        begin()
        return new Promise((resolve) => {
          end = () => resolve({ code: 143 })
        })
      })
    })
    host.program('systemctl', () => {
      end()
      return {}
    })
    const work = new VenvAhead(asked(), workshop())
    work.after(home)
    await begun
    await work.giveUp()
    expect(await work.ended()).toBeNull()
  })
})
