import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commit } from '../../tests/harness/git-project.ts'
import type { Server } from '../../tests/harness/sandbox.ts'
import { seconds } from './measure.ts'
import { simplePage } from './shop.ts'
import { untilItAnswers } from './visitor.ts'

/**
 * Fujin with the shop, which is packaged for it first. Two things it fetches from where only few machines get: Caddy,
 * which Debian has, and a Python of uv's own, in whose place it finds a venv with the server's.
 */
export interface Fujin {
  deploy(): Promise<void>
  rollback(): Promise<void>
  remove(): Promise<void>
}

export async function setUpFujin(server: Server, directory: string): Promise<Fujin> {
  const tools = await installTools(server)
  const fujin = (...words: string[]) => run(tools, directory, words)
  await server.sh('sh -s', await file('setup.sh'))
  await describeFor(server, directory)
  await fujin('server', 'bootstrap')
  await server.sh(`su - deploy -c '
    mkdir -p /opt/fujin/disquaire/.install
    .local/bin/uv venv -q -p 3.11 /opt/fujin/disquaire/.install/.venv'`)
  await fujin('deploy', '--no-input')
  await server.sh(`su -s /bin/bash disquaire -c '
    set -a; . /opt/fujin/disquaire/.install/.env
    cd /opt/fujin/disquaire && .install/.venv/bin/disquaire loaddata catalogue >/dev/null'`)
  await untilItAnswers(`http://${server.address}${simplePage}`)
  return {
    deploy: () => fujin('deploy', '--no-input'),
    rollback: () => fujin('rollback', '--previous'),
    remove: () => rm(tools, { recursive: true }),
  }
}

/** Fujin takes a package with the same version for installed. */
export async function nextVersion(directory: string): Promise<void> {
  const text = await readFile(join(directory, 'pyproject.toml'), 'utf8')
  const next = text.replace(/^version = "0\.0\.(\d+)"$/m, (_, last) => `version = "0.0.${Number(last) + 1}"`)
  commit(directory, { 'pyproject.toml': next })
}

async function describeFor(server: Server, directory: string): Promise<void> {
  const toml = await file('fujin.toml')
  commit(directory, {
    '.gitignore': 'dist/\n.env.prod\nrequirements.lock\n',
    '.fujin/Caddyfile': await file('Caddyfile'),
    '.fujin/systemd/web.service': await file('systemd/web.service'),
    'disquaire_production.py': await file('disquaire_production.py'),
    'pyproject.toml': (await file('pyproject.toml')).replace('VERSION', '0.0.1'),
    'fujin.toml': toml.replace('ADDRESS', server.address).replace('KEY', server.door.identityFile),
  })
  await writeFile(join(directory, '.env.prod'), await file('env.prod'))
}

/** Installs Fujin and uv in a venv of their own, with an ssh that knows the server, for the rsync that Fujin starts. */
async function installTools({ sshArguments }: Server): Promise<string> {
  const tools = await mkdtemp(join(tmpdir(), 'cabestan-fujin-'))
  await seconds(['python3', '-m', 'venv', tools])
  await seconds([`${tools}/bin/pip`, 'install', '--quiet', 'fujin-cli==0.27.1', 'uv'])
  const options = sshArguments.slice(0, -1).map((word) => `'${word}'`)
  await writeFile(`${tools}/bin/ssh`, `#!/bin/sh\nexec /usr/bin/ssh ${options.join(' ')} "$@"\n`)
  await chmod(`${tools}/bin/ssh`, 0o755)
  return tools
}

function run(tools: string, directory: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const output: string[] = []
    // Its standard input stays open, because at the end of input Fujin would ask again without a pause.
    const child = spawn(`${tools}/bin/fujin`, words, {
      cwd: directory,
      env: { ...process.env, PATH: `${tools}/bin:${process.env['PATH']}` },
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)))
    child.on('error', reject)
    child.on('close', (code) => {
      child.stdin.end()
      if (code === 0) resolve()
      else reject(new Error(`fujin ${words.join(' ')}: exit ${code}\n${output.join('').slice(-3000)}`))
    })
  })
}

const file = (name: string) => readFile(new URL(`../fujin/${name}`, import.meta.url), 'utf8')
