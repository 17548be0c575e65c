import type { Step } from '@cabestan/protocol/steps'
import { describe, expect, it } from 'vitest'
import type { ExecResult } from '../host/host.ts'
import { MemoryHost } from '../host/memory.ts'
import { installAll } from './install-packages.ts'
import { killAtEachInstant, Trial } from './trial.ts'

const step = wanted('nginx', 'supervisor')

function wanted(...names: string[]): Step & { kind: 'package' } {
  return { kind: 'package', reason: 'packages.base', names, recommends: false }
}

/** As much of apt as its callers see: an archive, the lists of it, and dpkg's status file. */
class Debian extends MemoryHost {
  known = ['nginx', 'supervisor', 'tree']
  readonly state = new Map([['mawk', 'installed']])
  /** Answers that apt gives once each, in place of doing something. */
  readonly answers: Partial<ExecResult>[] = []

  constructor() {
    super()
    this.files.seed('/var/lib/apt/lists/debian_main_Packages', '')
    this.files.seedDirectory('/var/lib/apt/lists/partial')
    this.save()
    this.program('apt-get', ([, ...words]) => this.answers.shift() ?? this.#apt(words))
    this.program('dpkg', () => this.#configure())
  }

  save(): void {
    const paragraphs = [...this.state].map(
      ([name, state]) => `Package: ${name}\nStatus: install ok ${state}\n`,
    )
    this.files.seed('/var/lib/dpkg/status', paragraphs.join('\n'))
  }

  commands(): string[] {
    return this.ran.map((argv) => argv.filter((word) => !/^-|=/.test(word)).join(' '))
  }

  #apt([verb, ...words]: string[]): Partial<ExecResult> {
    if (verb === 'update') return this.#update()
    const names = words.filter((word) => !/^-|=/.test(word))
    const unknown = names.find((name) => !this.known.includes(name))
    if (unknown) return { code: 100, stderr: `E: Unable to locate package ${unknown}\n` }
    for (const name of names) this.state.set(name, 'installed')
    this.save()
    return { stdout: names.map((name) => `Setting up ${name} ...\n`).join('') }
  }

  #update(): Partial<ExecResult> {
    this.known.push('newer')
    this.files.seed('/var/lib/apt/lists/debian_main_Packages', '')
    this.files.seedDirectory('/var/lib/apt/lists/partial', { owner: 'root' })
    return {}
  }

  #configure(): Partial<ExecResult> {
    for (const name of this.state.keys()) this.state.set(name, 'installed')
    this.save()
    return {}
  }
}

describe('package', () => {
  it('installs what is missing in one go, and says what apt says', async () => {
    const trial = new Trial(new Debian())
    expect((await trial.apply(wanted('nginx', 'mawk', 'supervisor')))?.items).toEqual([
      { type: 'list', what: 'packages', subject: 'apt', add: ['nginx', 'supervisor'], remove: [] },
    ])
    expect((trial.host as Debian).commands()).toEqual(['apt-get install nginx supervisor'])
    expect(trial.said).toEqual(['Setting up nginx ...', 'Setting up supervisor ...'])
    expect(await trial.apply(step)).toBeNull()
  })

  it('is finished by the next run wherever it was cut off', async () => {
    await killAtEachInstant(
      step,
      () => new Debian(),
      async (host) => {
        expect((host as Debian).state.get('nginx')).toBe('installed')
      },
    )
  })

  it('takes all steps of a description together, and lists their recommended packages apart', async () => {
    const host = new Debian()
    const recommending = { ...wanted('tree', 'mawk'), recommends: true }
    await installAll([wanted('nginx'), recommending, wanted('supervisor')], silent(host))
    expect(host.commands()).toEqual(['apt-get install nginx supervisor', 'apt-get install tree'])
  })

  it('finishes what was cut off before anything else', async () => {
    const host = new Debian()
    host.state.set('libc-bin', 'triggers-pending')
    host.save()
    const trial = new Trial(host)
    expect((await trial.apply(step))?.items[0]).toEqual({
      type: 'action',
      action: 'finish-interrupted',
      subject: 'libc-bin',
    })
    expect(host.commands()[0]).toBe('dpkg')
  })
})

describe('lists', () => {
  it('are fetched when they are a day old, or not there', async () => {
    const host = new Debian()
    host.clock.advance(25 * 60 * 60_000)
    await new Trial(host).apply(step)
    expect(host.commands()).toEqual(['apt-get update', 'apt-get install nginx supervisor'])
    const bare = new Debian()
    await bare.files.remove('/var/lib/apt/lists')
    await new Trial(bare).apply(step)
    expect(bare.commands()[0]).toBe('apt-get update')
  })

  it('have long descriptions where the server had such, and are fetched without them where it had no lists', async () => {
    const host = new Debian()
    host.clock.advance(25 * 60 * 60_000)
    await new Trial(host).apply(step)
    expect(host.ran[0]?.join(' ')).not.toContain('Acquire::Languages')
    const bare = new Debian()
    await bare.files.remove('/var/lib/apt/lists')
    await new Trial(bare).apply(step)
    expect(bare.ran[0]).toContain('Acquire::Languages=none')
  })

  it('are fetched once more for a package that they do not know', async () => {
    const host = new Debian()
    await new Trial(host).apply(wanted('newer'))
    expect(host.commands()).toEqual(['apt-get install newer', 'apt-get update', 'apt-get install newer'])
    await expect(new Trial(host).apply(wanted('unheard-of'))).rejects.toMatchObject({
      failure: { code: 'package.unknown', values: { name: 'unheard-of' } },
    })
  })

  it('that could not be fetched mean that the network is missing', async () => {
    const host = new Debian()
    await host.files.remove('/var/lib/apt/lists')
    host.answers.push({
      stderr: "W: Failed to fetch http://mirror.example/x  Temporary failure resolving 'mirror.example'\n",
    })
    await expect(new Trial(host).apply(wanted('unheard-of'))).rejects.toMatchObject({
      failure: { code: 'network.none', values: { address: 'mirror.example' } },
    })
  })
})

describe('a lock', () => {
  const locked = {
    code: 100,
    stderr:
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 71 (unattended-upgr)\n' +
      'N: Be aware that removing the lock file is not a solution and may break your system.\n' +
      'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?\n',
  }

  it('is waited for, and its holder is named once', async () => {
    const host = new Debian()
    host.answers.push(locked, locked)
    const { waited, said, context } = listening(host)
    await installAll([step], context)
    expect(waited).toEqual(['unattended-upgr'])
    expect(said).toEqual(['Setting up nginx ...', 'Setting up supervisor ...'])
    expect(host.state.get('nginx')).toBe('installed')
  })

  it('of dpkg tells only a number, whose name the system knows', async () => {
    const host = new Debian()
    host.files.seed('/proc/72/comm', 'aptitude\n')
    host.answers.push({
      code: 2,
      stderr: 'dpkg: error: dpkg frontend lock was locked by another process with pid 72\n',
    })
    const { waited, context } = listening(host)
    await installAll([step], context)
    expect(waited).toEqual(['aptitude'])
  })

  it('that nobody gives back ends in a failure', async () => {
    const host = new Debian().program('apt-get', () => locked)
    await expect(new Trial(host).apply(step)).rejects.toMatchObject({
      failure: { code: 'packages.locked', values: { holder: 'unattended-upgr' } },
    })
  })
})

function silent(host: MemoryHost) {
  return { host, output: () => {}, waiting: () => {} }
}

function listening(host: MemoryHost) {
  const waited: string[] = []
  const said: string[] = []
  const context = {
    host,
    output: (line: string) => said.push(line),
    waiting: (_what: 'package-lock', holder: string) => waited.push(holder),
  }
  return { waited, said, context }
}
