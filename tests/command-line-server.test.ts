import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle, cabestan, eventsIn, jsonLines, projectWith } from './harness/command-line.ts'
import { layProject, shop } from './harness/git-project.ts'
import { macLaptop } from './harness/mac.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** The command line with a server: what it shows, asks and leaves as it was. */
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

  it('a changed host key is told in our words by every command, also where ssh speaks by itself', async () => {
    const { destination, name } = server
    const path = `/var/lib/cabestan-sandbox/ssh/${name}.known_hosts`
    const known = await readFile(path, 'utf8')
    // Of nobody, and a key as good as any.
    const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'
    await writeFile(path, `${(known.split(/[\s,]/)[0] ?? '') || destination} ${other}\n`)
    try {
      for (const words of [['status'], ['ssh'], ['ssh', '--', 'true'], ['run', '--', 'true'], ['shell']]) {
        const ended = await cabestan(words, { directory })
        expect(ended, words.join(' ')).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('host-key.changed'),
        })
        expect(ended.output, words.join(' ')).not.toMatch(/^@@@|IDENTIFICATION HAS CHANGED/m)
      }
    } finally {
      await writeFile(path, known)
    }
    const own = 'echo "ssh: connect to host nowhere port 22: Connection refused" >&2; exit 255'
    const remote = await cabestan(['ssh', '--', own], { directory })
    expect(remote).toMatchObject({
      code: 255,
      stderr: expect.stringMatching(/^ssh: connect to host nowhere/),
    })
  })

  it('a connection that breaks at the door has begun nothing, and the end of a former run is told as such', async () => {
    // The next login kills the sshd that let it in, and only that one.
    const once = '[ ! -e ~/cut ] || { rm ~/cut; kill -9 $PPID; }'
    await server.sh(`cd /home/deploy && sed -i '1i ${once}' .bashrc && install -o deploy /dev/null cut`)
    const cut = await cabestan(['deploy', '--yes'], { directory })
    expect(cut.stderr).toContain('connection.cut')
    expect(cut.stderr).toContain('type the command again')
    const followed = await cabestan(['deploy', '--follow'], { directory })
    expect(followed.stderr).toMatch(
      /Nothing is under way: this was the last run, which had ended .+ before\./,
    )
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
