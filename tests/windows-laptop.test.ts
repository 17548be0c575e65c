import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { privateKey } from '../packages/cabestan/src/sandbox/paths.ts'
import { sshConfigLine } from '../packages/cabestan/src/sandbox/ssh.ts'
import { shop } from './harness/git-project.ts'
import { ask } from './harness/page.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { type WindowsLaptop, windowsLaptop } from './harness/windows/laptop.ts'

/**
 * The command line under Windows' own Node and with git built for Windows, both run by Wine; ssh is the OpenSSH of this
 * computer, lent to them. What it takes is fetched and built once, and left to `bin/test --all`.
 */
describe.runIf(process.env['CABESTAN_TEST_ALL'])('a laptop with Windows', () => {
  const everything = 2_400_000
  const address = 'shop.example'
  let server: Server
  let laptop: WindowsLaptop
  let project = ''
  let elsewhere = ''
  let knownToNobody = ''
  beforeAll(async () => {
    server = await startServer()
    const known = await sshConfigLine(server.name)
    knownToNobody = join(tmpdir(), `${server.name}.known_hosts`)
    const stranger = known
      .replace(/^Host .*/, 'Host stranger')
      .replace(/UserKnownHostsFile .*/, `UserKnownHostsFile ${knownToNobody}`)
    laptop = await windowsLaptop(`${known}\n${stranger}`)
    await mkdir(join(laptop.home, '.ssh'))
    await copyFile(`${privateKey()}.pub`, join(laptop.home, '.ssh/id_ed25519.pub'))
    project = join(laptop.home, 'mon site')
    elsewhere = join(laptop.home, 'AppData')
    await write(project, withWindowsLines)
    for (const words of ['init --quiet --initial-branch=main', 'config core.autocrlf false', 'add --all'])
      await git(...words.split(' '))
    await git(...person, 'commit', '--quiet', '--message=Première version')
  }, everything)
  afterAll(async () => {
    await laptop?.leave()
    await rm(knownToNobody, { force: true })
  })

  const destination = () => `${server.name}.sandbox`
  const git = async (...words: string[]) => {
    const ended = await laptop.run(project, 'git', words)
    expect(ended.code, ended.stderr).toBe(0)
  }
  const run = (words: string, directory = project) => laptop.cabestan(directory, words.split(' '))
  const lentFor = (program: string) => laptop.lender.started.filter(([name]) => name === program)

  it('gets help', async () => {
    const ended = await run('--help', elsewhere)
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(ended.stdout).toContain('Usage: cabestan')
  })

  it('describes a project in a directory with a space and an accent', async () => {
    const ended = await run(`init --yes --server ${destination()} --domain ${address}`)
    expect(ended.code, ended.stderr).toBe(0)
    const configuration = await readFile(join(project, 'cabestan.yaml'), 'utf8')
    expect(configuration).toContain('app: mon-site')
    await writeFile(join(project, 'cabestan.yaml'), `${configuration}${quickly}`.replaceAll('\n', '\r\n'))
    await git('add', '--all')
    await git(...person, 'commit', '--quiet', '--message=Décrit le serveur')
  })

  it('reads it by git for Windows, and runs no program that lies in it', async () => {
    const trap = join(project, 'git.exe')
    await copyFile(join(laptop.programs, 'ssh.exe'), trap)
    const ended = await run('check')
    expect(ended.code, ended.stdout + ended.stderr).toBe(0)
    expect(lentFor('git')).toEqual([])
    await rm(trap)
  })

  it('plans, and deploys to a page that visitors get', { timeout: everything }, async () => {
    const planned = await run('plan')
    expect(planned.code, planned.stdout + planned.stderr).toBe(0)
    expect(planned.stdout).toContain('to create')
    const deployed = await run('deploy --yes')
    expect(deployed.code, deployed.stdout + deployed.stderr).toBe(0)
    expect((await ask(server.address, '/', { host: address })).body).toBe('welcome')
    expect((await run('plan')).stdout).toContain('Nothing to change')
  })

  it('answers ssh’s question through the program that the command line wrote for it', async () => {
    const outfile = join(laptop.home, 'asked.mjs')
    await build({ entryPoints: [asking], bundle: true, platform: 'node', format: 'esm', outfile })
    const ended = await laptop.run(laptop.home, 'node', ['asked.mjs', laptop.main, 'root@stranger'])
    const { code, asked } = JSON.parse(ended.stdout) as { code: number; asked: string[] }
    expect(code, ended.stderr).toBe(0)
    expect(asked).toEqual([expect.stringMatching(/^The authenticity of host .* can't be established/)])
  })
})

const asking = new URL('harness/windows/asked-by-ssh.ts', import.meta.url).pathname

const person = ['-c', 'user.name=Élodie Dupont', '-c', 'user.email=elodie@disquaire.example']

/** As an editor on Windows leaves it. */
const withWindowsLines = Object.fromEntries(
  Object.entries(shop).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
)

const quickly = `
fail2ban: false
updates: { automatic: false }
page: /
release: { watch: 1s }
`

async function write(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), content)
  }
}
