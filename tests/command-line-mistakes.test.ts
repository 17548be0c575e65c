import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { bundle, cabestan, jsonLines, nowhere, projectWith } from './harness/command-line.ts'
import { layProject, shop } from './harness/git-project.ts'

/** What is said, and how the process ends, where something is typed, written or to be had wrongly. */
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

it('marks of a merge in a folder that git does not know are not said to be committed', async () => {
  const directory = await projectWith(nowhere)
  const list = '<<<<<<< HEAD\ndjango==5.2\n=======\ndjango==5.1\n>>>>>>> x\n'
  layProject(directory, { ...shop, 'cabestan.yaml': nowhere, 'requirements.txt': list })
  await rm(join(directory, '.git'), { recursive: true })
  for (const [language, committed] of [
    ['en', 'were committed'],
    ['fr', 'committées'],
  ] as const) {
    const { stdout } = await cabestan(['check', '--lang', language], { directory })
    expect(stdout).toContain('requirements.txt')
    expect(stdout).toMatch(/git n’a pas pu finir|git could not finish/)
    expect(stdout).not.toContain(committed)
  }
})

it('a server that never answers is not waited for by ssh for ever, and that is told in our words', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const directory = await projectWith(`app: essai\nserver: root@127.0.0.1:${port}\n`)
  const ended = await cabestan(['ssh', '--', 'true'], { directory })
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('host.unreachable') })
  expect(ended.stderr).toMatch(/^\s*✗/)
  silent.close()
})

describe('a computer without ssh', () => {
  it.each([['ssh'], ['ssh -- ls'], ['run -- ls'], ['logs']])('is told so: %s', async (words) => {
    const directory = await projectWith(nowhere)
    const ended = await cabestan(words.split(' '), { directory, environment: { PATH: directory } })
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('ssh.missing') })
  })
})
