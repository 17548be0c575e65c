import { execFile, execFileSync, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, cabestan, eventsIn, jsonLines, projectWith } from './harness/command-line.ts'
import { layProject, shop } from './harness/git-project.ts'
import { macLaptop } from './harness/mac.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** The command line as one types it, in a process of its own: what it says, in which language, and how it ends. */
const nowhere = 'app: essai\nserver: root@127.0.0.1:1\n'

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

describe('what cannot be written', () => {
  const outOfRoom = 'cannot be written: the disk has no room left'

  // Help and version are printed before a command begins; objects for programs have no other place than this one.
  it.each([['--help'], ['--version'], ['config'], ['sandbox list'], ['config --json'], ['explain --json']])(
    '%s: is told in one sentence, and not as a defect of ours',
    async (words) => {
      const directory = await projectWith(nowhere)
      const ended = await into('/dev/full', words, directory)
      expect(ended.code).toBe(1)
      expect(ended.stderr).toContain(outOfRoom)
      expect(ended.stderr).not.toContain('    at ')
      expect(ended.stderr.length).toBeLessThan(1000)
    },
  )

  it('is no reason to hide a failure, or to stop for what is said besides', async () => {
    expect(await into('/dev/full', 'deplyo --json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean `cabestan deploy`?'),
    })
    const { stdout, code } = await inShell('-c nothing.yaml check --json 2>/dev/full')
    const failure: unknown = JSON.parse(stdout)
    expect({ code, failure }).toMatchObject({ code: 2, failure: { code: 'config.missing' } })
  })

  it('is not taken for written where half of it had room', async () => {
    // The shell's limit of a file is met like the end of a disk: a part of the text is taken.
    const file = join(await mkdtemp(join(tmpdir(), 'cabestan-')), 'config')
    const ended = await into(file, 'config', tmpdir(), 'ulimit -f 8')
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the file would become too large'),
    })
    expect((await readFile(file)).length).toBe(8 * 1024)
  })

  const into = (file: string, words: string, directory = tmpdir(), limit = 'true') =>
    inShell(`${words} >"${file}"`, directory, limit)

  function inShell(words: string, directory = tmpdir(), limit = 'true') {
    const command = `trap '' XFSZ; ${limit}; "${process.execPath}" "${bundle}" ${words}`
    const environment = { ...process.env, NO_COLOR: '1', CABESTAN_LANG: 'en' }
    return promisify(execFile)('bash', ['-c', command], { cwd: directory, env: environment }).then(
      (ended) => ({ ...ended, code: 0 }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    )
  }
})

describe('the program that npm puts on the path', () => {
  it('can be started by its name, and is not yet the whole', async () => {
    // A Node that is too old reads it to its end and says so: tests/bare-machine.test.ts.
    const text = await readFile(bundle, 'utf8')
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(text.length).toBeLessThan(10_000)
  })
})

describe('wrong use', () => {
  it.each([
    [['deplyo'], 'Did you mean `cabestan deploy`?'],
    [['plan', '--jsn'], 'Did you mean `--json`?'],
    [['sandbox', 'up', '--suite', 'sid'], 'Possible: bookworm, trixie, jammy, noble, resolute.'],
    [['sandbox', 'up', 'Not-A-Name!'], 'cannot be the name of a sandbox'],
    [['completion', 'tcsh'], 'Possible: bash, zsh, fish, powershell.'],
    [['plan', 'main', 'something'], 'more words'],
    [['sandbox', 'upp'], 'Did you mean `cabestan sandbox up`?'],
    [['sandbox'], 'Commands:'],
    [['env', 'set'], 'KEY is missing'],
    [['env', 'set', 'STRIPE_KEY=sk_live_1'], 'Type `cabestan env set STRIPE_KEY`'],
    [['env', 'unset', '1X'], '`KEY` cannot be “1X”'],
    [['scale', 'worker'], '`PROCESS=N` cannot be “worker”'],
    [['maintenance', 'perhaps'], 'Possible: on, off.'],
    [['logs', '--since', 'yesterday'], 'Possible: 30s, 10m, 2h, 3d'],
    [['logs', '--lines', 'many'], 'cannot be “many”'],
    [['run'], 'The command to run is missing'],
    [['rollback', 'former'], '`NUMBER` cannot be “former”'],
    [['rollback', '3', '--reverse', '--restore'], '`--reverse` and `--restore` exclude each other'],
  ])('%j says what was meant, and ends with 2', async (words, sentence) => {
    const ended = await cabestan(words)
    expect(ended.stderr).toContain(sentence)
    expect(ended).toMatchObject({ code: 2, stdout: '' })
  })

  it('never repeats a value that was typed where it does not belong', async () => {
    const { output } = await cabestan(['env', 'set', 'STRIPE_KEY=sk_live_1', '--verbose'])
    expect(output).not.toContain('sk_live_1')
    expect((await cabestan(['env', 'set', 'STRIPE_KEY=sk_live_1', '--json'])).output).not.toContain(
      'sk_live_1',
    )
  })

  it('of standard input says what it can hold', async () => {
    const directory = await projectWith(nowhere)
    const piped = (keys: string[], input: string) => cabestan(['env', 'set', ...keys], { directory, input })
    expect((await piped(['A', 'B'], 'x')).output).toContain('several variables are named')
    expect((await piped(['A'], '\n')).output).toContain('it is empty')
    const ended = await piped(['A'], 'first line\nhunter2\n')
    expect(ended.output).toContain('it has several lines')
    expect(ended.output).not.toContain('hunter2')
    expect(ended.code).toBe(2)
  })

  it('is an object for programs', async () => {
    const ended = await cabestan(['deplyo', '--json'])
    expect(ended).toMatchObject({ code: 2, stderr: '' })
    expect(jsonLines(ended.stdout)).toMatchObject([{ server: null, code: 'usage.command' }])
  })
})

describe('mistakes in the configuration', () => {
  it.each([
    ['app: essai\nserver: root@x\ndomain: [a.example]\n', /line 3: there is no key “domain”.*`domains`/],
    ['app: essai\nserver: [\n', /line \d+: /],
    ['server: root@x\n', /`app`: it is missing/],
    ['app: postgres\nserver: root@x\n', /line 1: the name “postgres” is taken by the system/],
    [
      'app: essai\nserver: root@x\ndomains: ["https://a.example/"]\n',
      /line 3: `domains\[0\]`.*without `https:\/\/`/,
    ],
  ])('%j are found with their line, and end with 2', async (text, sentence) => {
    const ended = await cabestan(['plan'], { directory: await projectWith(text) })
    // Where a line ends hangs on how long the path before it is.
    expect(ended.output.replace(/\s+/g, ' ')).toMatch(sentence)
    expect(ended.code).toBe(2)
  })

  it('of an environment lists those that there are', async () => {
    const directory = await projectWith('app: essai\nserver: root@x\nenvironments: { staging: {} }\n')
    const ended = await cabestan(['plan', '-e', 'stagin'], { directory })
    expect(ended.output).toContain('production, staging')
    expect(ended.code).toBe(2)
  })

  it('is missing, or is found above, or is named', async () => {
    const directory = await projectWith(nowhere)
    const inside = join(directory, 'apps/store')
    await mkdir(inside, { recursive: true })
    expect((await cabestan(['explain'], { directory: '/' })).code).toBe(2)
    expect((await cabestan(['explain'], { directory: inside })).code).toBe(0)
    expect(
      (await cabestan(['explain', '-c', join(directory, 'cabestan.yaml')], { directory: '/' })).code,
    ).toBe(0)
  })
})

describe('a server that is not there', () => {
  it('is a failure with a code, a place and what to do, and ends with 1', async () => {
    const directory = await projectWith(nowhere)
    const ended = await cabestan(['plan'], { directory })
    expect(ended.code).toBe(1)
    expect(ended.stderr).toMatch(
      /✗ 127\.0\.0\.1 is there, but refuses connections on port 1\.[\s\S]*next[\s\S]*host\.refused/,
    )
    const json = await cabestan(['plan', '--json'], { directory })
    expect(jsonLines(json.stdout)).toMatchObject([{ server: 'root@127.0.0.1:1', code: 'host.refused' }])
    const french = await cabestan(['plan', '--lang', 'fr'], { directory })
    expect(french.stderr).toContain('refuse les connexions sur le port 1')
  })

  it('does not hide another', async () => {
    const directory = await projectWith('app: essai\nservers: ["root@127.0.0.1:1", "root@127.0.0.1:2"]\n')
    const json = await cabestan(['status', '--json'], { directory })
    expect(jsonLines(json.stdout).map((line) => line['server'])).toEqual([
      'root@127.0.0.1:1',
      'root@127.0.0.1:2',
    ])
    expect(json.code).toBe(1)
  })

  it('is left by Ctrl-C while it keeps us waiting, with 130', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    const directory = await projectWith(`app: essai\nserver: root@127.0.0.1:${port}\n`)
    let pid = 0
    const ending = cabestan(['plan', '--verbose'], { directory, onStart: (started) => (pid = started) })
    await new Promise<void>((resolve) => silent.once('connection', () => resolve()))
    process.kill(pid, 'SIGINT')
    const ended = await ending
    silent.close()
    expect(ended.code).toBe(130)
    expect(ended.output).toContain('Nothing was changed')
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
      /^Langue du système \(locale:server\)[\s\S]*^Fuseau horaire \(time-zone:server\)/m,
    )
    const none = await cabestan(['explain', 'firewal'], { directory })
    expect(none.stdout).toContain('Firewall')
    const wrong = await cabestan(['explain', 'fierwall'], { directory })
    expect(wrong.stderr).toContain('Did you mean `firewall`?')
    expect(wrong.code).toBe(2)
  })
})

describe('a home in which nothing can be made', () => {
  it.each([['--version'], ['config'], ['sandbox list']])('stops nothing: %s', async (words) => {
    // What is set for these tests names another place for what Node has compiled.
    const elsewhere = ['NODE_COMPILE_CACHE', 'XDG_CACHE_HOME', 'CABESTAN_CACHE']
    const ended = await cabestan(words.split(' '), {
      environment: { HOME: '/proc' },
      program: ['timeout', '20', 'env', ...elsewhere.map((name) => `--unset=${name}`)],
    })
    expect(ended).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('a computer without ssh', () => {
  it.each([['ssh'], ['ssh -- ls'], ['run -- ls'], ['logs']])('is told so: %s', async (words) => {
    const directory = await projectWith(nowhere)
    const ended = await cabestan(words.split(' '), { directory, environment: { PATH: directory } })
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('ssh.missing') })
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
      COMP_WORDS=(cabestan rollb) COMP_CWORD=1
      __cabestan_complete; echo "\${COMPREPLY[*]}"`
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script])
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: 'rollback', stderr: '' })
  })

  it('is the completion of each shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      expect((await cabestan(['completion', shell])).stdout).toContain('cabestan')
    }
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
})

describe('with a server', () => {
  const less = 'postgres: false\nfail2ban: false\nupdates: { automatic: false }\n'
  let server: Server
  let directory: string
  beforeAll(async () => {
    server = await startServer()
    directory = await projectWith(`app: essai\nserver: ${server.destination}\n${less}`)
  })
  afterAll(() => server.destroy())

  it('is planned from long and foreign paths, with no program that a Mac has not', async () => {
    const mac = await macLaptop(server.name)
    try {
      const configuration = `app: essai\nserver: ${server.name}.sandbox\ndomains: [shop.example]\n${less}database: sqlite\n`
      layProject(mac.project, { ...shop, 'cabestan.yaml': configuration })
      const run = (word: string) => cabestan([word], { directory: mac.project, environment: mac.environment })
      const checked = await run('check')
      expect(checked.code, checked.output).toBe(0)
      const planned = await run('plan')
      expect(planned.code, planned.output).toBe(0)
      expect(planned.output).toContain('to create')
    } finally {
      await mac.leave()
    }
  })

  it('nothing is changed unless somebody says so', async () => {
    const ended = await cabestan(['deploy'], { directory })
    expect(ended.code).toBe(2)
    expect(ended.stdout).toContain('to create')
    expect(ended.stderr).toContain('`--yes`')
    expect(await server.sh('test -e /etc/nginx && echo there || echo none')).toBe('none')
  })

  it('colours and the live view are for terminals, and leave them as they were', async () => {
    const typed = `"${process.execPath}" "${bundle}" plan`
    const { stdout } = await promisify(execFile)('script', ['-qefc', typed, '/dev/null'], {
      cwd: directory,
      env: { ...process.env, NO_COLOR: '', CI: '', TERM: 'xterm', CABESTAN_LANG: 'en' },
    })
    expect(stdout).toContain('\u001b[32m+\u001b[39m User deploy')
    expect(stdout.lastIndexOf('\u001b[?25h')).toBeGreaterThanOrEqual(stdout.lastIndexOf('\u001b[?25l'))
    const piped = await cabestan(['plan'], { directory })
    expect(piped.output).not.toContain('\u001b')
  })

  it('a deploy that is left by Ctrl-C goes on, and is joined again', async () => {
    let left = false
    const ended = await cabestan(['deploy', '--yes', '--verbose'], {
      directory,
      onOutput: (text, pid) => {
        if (left || !/Unpacking|Setting up/.test(text)) return
        left = true
        process.kill(pid, 'SIGINT')
      },
    })
    expect(ended.code, ended.output).toBe(130)
    expect(ended.output).toContain('`cabestan deploy --follow` joins it again')
    const followed = await cabestan(['deploy', '--follow', '--json'], { directory })
    expect(eventsIn(followed.stdout).at(-1)).toMatchObject({ type: 'run-finished', outcome: 'done' })
    expect(followed.code).toBe(0)
  })

  it('then nothing is to be changed, which is said in one line', async () => {
    const deploy = await cabestan(['deploy'], { directory })
    expect(deploy.stdout).toContain('Nothing to change')
    expect(deploy.stderr.trim()).toMatch(/^There is no Django project in a git repository here,[^.]*\.$/)
    expect(deploy.code).toBe(0)
    const named = await cabestan(['deploy', 'main', '--yes'], { directory })
    expect(named.output).toContain('git.not-a-repository')
    expect(named.code).toBe(1)
  })

  it('ssh brings commands there as they were typed', async () => {
    const ended = await cabestan(['ssh', '--', 'printf', '%s|', 'a b', '$HOME'], { directory })
    expect(ended.stdout).toBe('a b|$HOME|')
    expect((await cabestan(['ssh', '--', 'exit 7'], { directory })).code).toBe(7)
    expect((await cabestan(['ssh', '--', 'whoami'], { directory })).stdout.trim()).toBe('deploy')
  })

  it('drift is shown, and its reason on request', async () => {
    await server.sh('rm /etc/nginx/sites-enabled/default')
    const plan = await cabestan(['plan', '--why', '--exit-code'], { directory })
    expect(plan.stdout).toContain('(changed by hand)')
    expect(plan.stdout).toContain('A request that names none of your sites')
    expect(plan.code).toBe(3)
    const json = await cabestan(['plan', '--json'], { directory })
    expect(jsonLines(json.stdout)).toMatchObject([
      { server: server.destination, changes: [{ id: 'link:/etc/nginx/sites-enabled/default', drift: true }] },
    ])
  })
})
