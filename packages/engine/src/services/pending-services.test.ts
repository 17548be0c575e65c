import { describe, expect, it } from 'vitest'
import { Killed, MemoryHost } from '../host/memory.ts'
import { MemorySystemd } from '../steps/memory-systemd.ts'
import { PendingServices } from './pending-services.ts'

const attributes = { owner: 'root', group: 'root', mode: '0640' }
const site = '/etc/nginx/sites-available/shop'
const link = '/etc/nginx/sites-enabled/shop'
const mark = '/var/lib/cabestan/pending/nginx.json'

/** An nginx that refuses any file with `bad` in it and remembers what it read last. */
class Server {
  readonly host = new MemoryHost()
  readonly systemd = new MemorySystemd(this.host)
  readonly unit = this.systemd.add('nginx.service', { active: 'active', enabled: 'enabled', pid: 7 })
  read: string | null = 'old'
  reloads = 0
  readonly events: unknown[] = []
  readonly services = new PendingServices(this.host, (event) => this.events.push(event))

  constructor() {
    this.host.files.seedDirectory('/var/lib')
    this.host.files.seed('/usr/sbin/nginx', '')
    this.host.files.seed(site, 'old', attributes)
    this.host.files.seedDirectory('/etc/nginx/sites-enabled')
    this.host.program('tail', () => ({ stdout: 'its own log\n' }))
    this.host.program('nginx', async () => {
      const text = await this.host.files.readText(site)
      return text?.includes('bad') ? { code: 1, stderr: `unknown directive in ${site}\n` } : {}
    })
    const systemctl = this.host.exec.bind(this.host)
    this.host.exec = async (argv, options) => {
      const result = await systemctl(argv, options)
      if (argv[0] === 'systemctl' && /reload|restart|^start/.test(argv[1] ?? '') && result.code === 0) {
        this.reloads += 1
        this.read = await this.host.files.readText(site)
      }
      return result
    }
  }

  write(content: string): Promise<void> {
    return this.services.change('nginx', [site], () => this.host.files.write(site, content, attributes))
  }
}

describe('a change', () => {
  it('is judged, and waits on disk to be read', async () => {
    const server = new Server()
    await server.write('new')
    expect(await server.services.pending()).toEqual(['nginx'])
    expect(await server.host.files.stat(mark)).toMatchObject({ mode: '0600', owner: 'root' })
    expect(server.reloads).toBe(0)
  })

  it('lies beside its former state until it is judged, for systemd to put back', async () => {
    const server = new Server()
    const path = '/etc/tmpfiles.d/cabestan-unjudged.conf'
    let seen: string | null = null
    server.host.files.seed(site, ' 50 %\t"\\\n', attributes)
    await server.services.change('nginx', [site, link, '/etc/nginx/n e w'], async () => {
      seen = await server.host.files.readText(path)
    })
    expect(
      seen,
    ).toBe(`# Managed by Cabestan. What a run that died had not had judged goes back to what it was.
f+! "${site}" 0640 root root - \\x2050 %%\\x09"\\\\\\x0a
r! "${link}"
r! "/etc/nginx/n e w"
r! ${path}
`)
    expect(await server.host.files.stat(path)).toBeNull()
    await expect(server.write('bad')).rejects.toThrow()
    expect(await server.host.files.stat(path)).toBeNull()
  })

  it('waits for another one: what systemd would put back is in one file', async () => {
    const server = new Server()
    const unjudged = () => server.host.files.readText('/etc/tmpfiles.d/cabestan-unjudged.conf')
    const seen: (string | null)[] = []
    const change = (path: string) =>
      server.services.change('nginx', [path], async () => {
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
        seen.push(await unjudged())
      })
    const bad = server.write('bad')
    await Promise.all([change(site), change(link), expect(bad).rejects.toThrow()])
    expect(seen).toEqual([expect.stringContaining(`"${site}"`), expect.stringContaining(`"${link}"`)])
  })

  it('that a run left unjudged is put back before the next one looks, and asked for once', async () => {
    const server = new Server()
    server.host.program('systemd-tmpfiles', () => ({ code: 73, stderr: 'refused' }))
    server.host.files.seed('/etc/tmpfiles.d/cabestan-unjudged.conf', 'r! /etc/nginx/bad\n')
    await server.services.clearLeftOver()
    await server.services.clearLeftOver()
    expect(server.host.ran).toEqual([
      ['systemd-tmpfiles', '--create', '--remove', '--boot', '/etc/tmpfiles.d/cabestan-unjudged.conf'],
    ])
  })

  it('that the service refuses is put back with its attributes, and its words are the failure', async () => {
    const server = new Server()
    await expect(server.write('bad')).rejects.toMatchObject({
      failure: {
        code: 'service.invalid',
        values: { service: 'nginx' },
        detail: { argv: ['nginx', '-t', '-q'], tail: `unknown directive in ${site}` },
      },
    })
    expect(await server.host.files.readText(site)).toBe('old')
    expect(await server.host.files.stat(site)).toMatchObject(attributes)
    expect(await server.services.pending()).toEqual([])
  })

  it('that is refused leaves what was changed before it', async () => {
    const server = new Server()
    await server.services.change('nginx', [link], () => server.host.files.link(link, site))
    await expect(server.write('bad')).rejects.toThrow()
    expect(await server.host.files.readLink(link)).toBe(site)
    expect(await server.services.pending()).toEqual(['nginx'])
  })

  it('whose own work fails is put back', async () => {
    const server = new Server()
    const work = async () => {
      await server.host.files.remove(site)
      throw new Error('half done')
    }
    await expect(server.services.change('nginx', [site], work)).rejects.toThrow('half done')
    expect(await server.host.files.readText(site)).toBe('old')
  })

  it('puts back a link, and takes away what was not there', async () => {
    const server = new Server()
    server.host.files.seedLink(link, '/elsewhere')
    const paths = [link, '/etc/nginx/new']
    await expect(
      server.services.change('nginx', paths, async () => {
        await server.host.files.link(link, site)
        await server.host.files.write('/etc/nginx/new', '', attributes)
        await server.host.files.write(site, 'bad', attributes)
      }),
    ).rejects.toThrow()
    expect(await server.host.files.readLink(link)).toBe('/elsewhere')
    expect(await server.host.files.stat('/etc/nginx/new')).toBeNull()
  })

  it('of a service that is not installed is judged by nobody', async () => {
    const server = new Server()
    await server.host.files.remove('/usr/sbin/nginx')
    server.systemd.units.clear()
    await server.write('bad')
    await server.services.settle()
    expect(server.reloads).toBe(0)
    expect(await server.services.pending()).toEqual([])
  })
})

describe('settling', () => {
  it('reloads once for all changes, says so, and forgets', async () => {
    const server = new Server()
    await server.write('newer')
    await server.write('newest')
    await server.services.settle()
    expect([server.reloads, server.read]).toEqual([1, 'newest'])
    expect(server.events).toEqual([{ type: 'service-settled', service: 'nginx', action: 'reload' }])
    await server.services.settle()
    expect(server.reloads).toBe(1)
  })

  it('restarts where only that will do', async () => {
    const server = new Server()
    await server.write('new')
    await server.services.wantRestart('nginx')
    await server.services.settle()
    expect(server.events).toEqual([{ type: 'service-settled', service: 'nginx', action: 'restart' }])
  })

  it('starts what should run, and leaves alone what nobody wants', async () => {
    const server = new Server()
    Object.assign(server.unit, { active: 'inactive' })
    await server.write('new')
    await server.services.settle()
    expect(server.events).toEqual([{ type: 'service-settled', service: 'nginx', action: 'start' }])
    Object.assign(server.unit, { active: 'inactive', enabled: 'disabled' })
    await server.write('newer')
    await server.services.settle()
    expect(server.unit.active).toBe('inactive')
    expect(await server.services.pending()).toEqual([])
  })

  it('settles those that are named, and no others', async () => {
    const server = new Server()
    await server.write('new')
    await server.services.settle(['ssh'])
    expect(await server.services.pending()).toEqual(['nginx'])
  })

  it('puts back the state before the first change when the service falls over', async () => {
    const server = new Server()
    await server.write('newer')
    await server.write('newest')
    await server.services.wantRestart('nginx')
    server.systemd.broken.add('nginx.service')
    await expect(server.services.settle()).rejects.toMatchObject({
      failure: {
        code: 'service.failed',
        values: { service: 'nginx' },
        detail: { tail: 'the last words\nits own log' },
      },
    })
    expect([await server.host.files.readText(site), server.read]).toEqual(['old', 'old'])
    expect(await server.services.pending()).toEqual([])
  })

  it('goes on wanting a restart that failed with nothing to put back', async () => {
    const server = new Server()
    await server.services.wantRestart('nginx')
    server.systemd.broken.add('nginx.service')
    await expect(server.services.settle()).rejects.toMatchObject({ failure: { code: 'service.failed' } })
    expect(await server.services.pending()).toEqual(['nginx'])
  })

  it('lets the others settle when one fails, in a fixed order', async () => {
    const server = new Server()
    server.systemd.add('fail2ban.service', { active: 'active', enabled: 'enabled' })
    await server.services.wantRestart('fail2ban')
    await server.services.wantRestart('nginx')
    await server.services.change('systemd', [], async () => {})
    server.systemd.broken.add('fail2ban.service')
    expect(await server.services.pending()).toEqual(['systemd', 'fail2ban', 'nginx'])
    await expect(server.services.settle()).rejects.toMatchObject({
      failure: { values: { service: 'fail2ban' } },
    })
    expect(await server.services.pending()).toEqual(['fail2ban'])
  })

  it('does not let one wait for another that knows nothing of it', async () => {
    const server = new Server()
    const both = Promise.withResolvers<void>()
    const arrived = new Set<string>()
    const arrive = (name: string) => {
      arrived.add(name)
      if (arrived.size === 2) both.resolve()
      return both.promise
    }
    for (const name of ['fail2ban', 'postgresql@15-main']) {
      server.systemd.add(`${name}.service`, { active: 'active', enabled: 'enabled', pid: 8 })
    }
    server.host.files.seed('/etc/postgresql/15/main/postgresql.conf', '')
    server.host.files.seed('/usr/lib/postgresql/15/bin/postgres', '')
    const systemctl = server.host.exec.bind(server.host)
    server.host.exec = async (argv, options) => {
      if (argv.includes('restart')) await arrive(argv.at(-1) ?? '')
      return systemctl(argv, options)
    }
    server.host.program('setpriv', () => ({}))
    await server.services.wantRestart('fail2ban')
    await server.services.wantRestart('postgresql')
    await server.services.settle()
    expect([...arrived].sort()).toEqual(['fail2ban.service', 'postgresql@15-main.service'])
  })

  it('takes a mark that it cannot read for a wish to restart', async () => {
    const server = new Server()
    server.host.files.seed(mark, '{"from": "another engine"}')
    await server.services.settle()
    expect(server.events).toEqual([{ type: 'service-settled', service: 'nginx', action: 'restart' }])
  })
})

describe('killed at each instant', () => {
  it('the next run finishes: the service has read what is described', async () => {
    await killEverywhere('new', async (server) => {
      if ((await server.host.files.readText(site)) !== 'new') await server.write('new')
      await server.services.settle()
      expect([await server.host.files.readText(site), server.read]).toEqual(['new', 'new'])
    })
  })

  it('what the service refuses is back in the end', async () => {
    await killEverywhere('bad', async (server) => {
      await server.services.settle().catch(() => {})
      expect([await server.host.files.readText(site), server.read]).toEqual(['old', 'old'])
    })
  })
})

async function killEverywhere(content: string, finish: (server: Server) => Promise<void>): Promise<void> {
  for (let effects = 0, killed = true; killed; effects += 1) {
    const server = new Server()
    server.host.dieAfter(effects)
    const thrown = await server
      .write(content)
      .then(() => server.services.settle())
      .catch((error: unknown) => error)
    killed = thrown instanceof Killed
    server.host.dieAfter(Number.POSITIVE_INFINITY)
    await finish(server)
    expect(await server.services.pending()).toEqual([])
  }
}
