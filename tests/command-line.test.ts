import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { bundle, cabestan, nowhere, projectWith } from './harness/command-line.ts'

const hasZsh = spawnSync('zsh', ['--version']).status === 0

/** The command line as one types it, in a process of its own and without a server: what it says, and in which language. */
describe('help', () => {
  it('is there without a project, in the person’s language', async () => {
    const english = await cabestan(['--help'])
    expect(english).toMatchObject({ code: 0, stderr: '' })
    expect(english.stdout).toContain('Usage: cabestan [command] [options]')
    const french = await cabestan(['deploy', '--help'], {
      environment: { CABESTAN_LANG: '', LC_ALL: 'fr_FR.UTF-8' },
    })
    expect(french.stdout).toContain('Préparer le serveur et y mettre un commit en ligne')
    expect((await cabestan(['deploy', '--help', '--lang', 'en'])).stdout).toContain('Make the server')
    expect((await cabestan([])).code).toBe(0)
    expect((await cabestan(['sandbox'])).code).toBe(2)
    expect((await cabestan(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('is as wide as the terminal allows, and ends quietly when nobody reads', async () => {
    const command = `"${process.execPath}" "${bundle}" --help | head -n 1`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command])
    expect(stdout).toMatch(/^Usage/)
    expect(stderr).toBe('')
  })

  it('of a command is there by either order of its words', async () => {
    const { stdout } = await cabestan(['deploy', '--help'])
    for (const words of [
      ['help', 'deploy'],
      ['-h', 'deploy'],
      ['--help', 'deploy'],
    ]) {
      expect(await cabestan(words)).toMatchObject({ code: 0, stdout, stderr: '' })
    }
    // Of what does not exist there is none: that of the whole would hide why.
    for (const words of [
      ['help', 'deplyo'],
      ['deplyo', '--help'],
    ]) {
      const vain = await cabestan(words)
      expect(vain).toMatchObject({ code: 2, stdout: '' })
      expect(vain.stderr).toContain('Did you mean `cabestan deploy`?')
    }
    expect((await cabestan(['help'])).stdout).toBe((await cabestan(['--help'])).stdout)
  })
})

describe('the program that npm puts on the path', () => {
  it('can be started by its name, and is not yet the whole', async () => {
    // A Node that is too old reads it to its end and says so: tests/bare-machine.test.ts.
    const text = await readFile(bundle, 'utf8')
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(text.length).toBeLessThan(10_000)
  })
})

describe('what needs no project', () => {
  it('is the reference and the schema', async () => {
    const reference = await cabestan(['config'])
    expect(reference.stdout).toContain('\napp: ')
    expect((await cabestan(['config', '--lang', 'fr'])).stdout).not.toBe(reference.stdout)
    const schema = JSON.parse((await cabestan(['config', 'schema'])).stdout)
    expect(schema.properties).toHaveProperty('app')
    const lines = (await cabestan(['config', '--json'])).stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([schema])
  })

  it('completes in a bash that has not loaded bash-completion', async () => {
    const script = `cabestan() { "${process.execPath}" "${bundle}" "$@"; }
      compopt() { :; } # Only a Tab may call the real one.
      source <(cabestan completion bash)
      source <(cabestan completion bash) # As ~/.bashrc is, once more.
      COMP_WORDS=(cabestan rollb) COMP_CWORD=1
      __cabestan_complete; echo "\${COMPREPLY[*]}"`
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script])
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: 'rollback', stderr: '' })
  })

  it.skipIf(!hasZsh)('completes in a zsh that nobody has set up', async () => {
    const script = `cabestan() { "${process.execPath}" "${bundle}" "$@"; }
      source <(cabestan completion zsh)
      print -- $_comps[cabestan]`
    const env = { ...process.env, ZDOTDIR: await mkdtemp(join(tmpdir(), 'cabestan-zsh-')) }
    const { stdout, stderr } = await promisify(execFile)('zsh', ['--no-rcs', '-c', script], { env })
    expect({ stdout, stderr }).toEqual({ stdout: '_cabestan\n', stderr: '' })
  })

  it('is the completion of each shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      expect((await cabestan(['completion', shell])).stdout).toContain('cabestan')
    }
    expect((await cabestan(['completion', 'zsh'])).stdout).toMatch(/^#compdef cabestan\n.*\bcompinit\b/)
    const offered = async (...words: string[]) => {
      const { stdout } = await cabestan(['complete', '--', ...words], {
        directory: await projectWith('app: essai\nserver: root@x\nenvironments: { staging: {} }\n'),
      })
      return stdout.split('\n').map((line) => line.split('\t')[0])
    }
    expect(await offered('de')).toContain('deploy')
    expect(await offered('plan', '--')).toEqual(expect.arrayContaining(['--why', '--environment']))
    expect(await offered('maintenance', '')).toEqual(expect.arrayContaining(['on', 'off']))
    expect(await offered('logs', 'w')).toEqual(expect.arrayContaining(['web', 'worker']))
    expect(await offered('plan', '-e', '')).toEqual(expect.arrayContaining(['production', 'staging']))
    expect(await offered('explain', 'post')).toContain('postgres-role')
  })
})

describe('Ctrl-C', () => {
  it('is heard while the program itself is still being read, as from a slow disk', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cabestan-slow-'))
    const dist = new URL('../packages/cabestan/dist/', import.meta.url).pathname
    await copyFile(join(dist, 'cabestan.mjs'), join(directory, 'cabestan.mjs'))
    const slow = `console.log('reading')\nsetTimeout(() => import(${JSON.stringify(join(dist, 'main.mjs'))}), 60_000)\n`
    await writeFile(join(directory, 'main.mjs'), slow)
    const left = async (words: string[]) => {
      const child = spawn(process.execPath, [join(directory, 'cabestan.mjs'), ...words])
      child.stdout.once('data', () => child.kill('SIGINT'))
      const said = text(child.stderr)
      const code = await new Promise((resolve) => child.on('close', resolve))
      return { code, said: await said }
    }
    expect(await left(['status', '--lang=en'])).toEqual({
      code: 130,
      said: 'Stopped. Nothing was changed.\n',
    })
    expect(await left(['status', '--lang=fr'])).toMatchObject({ said: 'Arrêté. Rien n’a été changé.\n' })
    expect(await left(['complete', '--', 'st'])).toEqual({ code: 130, said: '' })
  })
})

describe('explain', () => {
  it('needs no server', async () => {
    const directory = await projectWith(nowhere)
    const all = await cabestan(['explain'], { directory })
    expect(all.stdout).toContain('Only ssh and the web are meant for the world.')
    const one = await cabestan(['explain', 'firewall', '--lang=fr'], { directory })
    expect(one.stdout).toMatch(/À la main +\$ sudo ufw allow 22\/tcp/)
    const french = await cabestan(['explain', 'systeme', '--lang=fr'], { directory })
    expect(french.stdout).toMatch(
      /^Fuseau horaire \(time-zone:server\)[\s\S]*^Langue du système \(locale:server\)/m,
    )
    const none = await cabestan(['explain', 'firewal'], { directory })
    expect(none.stdout).toContain('Firewall')
    const wrong = await cabestan(['explain', 'fierwall'], { directory })
    expect(wrong.stderr).toContain('Did you mean `firewall`?')
    expect(wrong.code).toBe(2)
  })
})

describe('diagnose', () => {
  it('writes what it can about a server that is not there, without secrets', async () => {
    const directory = await projectWith(`${nowhere}# db_password: hunter2\n`)
    const home = await mkdtemp(join(tmpdir(), 'cabestan-home-'))
    const ended = await cabestan(['diagnose'], { directory, environment: { HOME: home } })
    expect(ended.code, ended.output).toBe(0)
    // In the project, `check` would say that it is in no commit.
    expect(await readdir(directory)).toEqual(['cabestan.yaml'])
    const [file = ''] = (await readdir(home)).filter((name) => name.endsWith('.tar.gz'))
    expect(ended.stdout).toContain(file)
    const text = execFileSync('tar', ['-xzOf', join(home, file)], { encoding: 'utf8' })
    expect(text).toContain('host.refused')
    expect(text).toContain('# db_password: [secret]')
    expect(text).not.toContain('hunter2')
  })

  it('says why its file cannot be where it was asked for', async () => {
    const directory = await projectWith(nowhere)
    const asked = async (file: string, language: string) => {
      const words = ['diagnose', '--output', file, '--lang', language]
      const { code, output } = await cabestan(words, { directory })
      return { code, said: output.replaceAll(/\s+/g, ' ') }
    }
    const elsewhere = await asked('none/report.tar.gz', 'en')
    expect(elsewhere).toMatchObject({
      ...{ code: 1, said: expect.stringContaining('cannot be written: its folder is not there') },
    })
    expect(elsewhere.said).not.toContain('defect')
    expect(await asked('.', 'fr')).toMatchObject({
      ...{ code: 1, said: expect.stringContaining('ne peut pas être écrit : c’est un dossier') },
    })
  })
})
