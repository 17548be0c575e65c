import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atTerminal, cabestan, jsonLines, projectWith } from './harness/command-line.ts'
import { home, layApplication, programsFor, release } from './harness/hand-laid-application.ts'
import { type Server, startServer } from './harness/sandbox.ts'

/** The everyday commands around a release, on a server whose application was laid by hand. */
let server: Server
let directory: string
beforeAll(async () => {
  server = await startServer({ stocked: true, keepsConnection: true })
  directory = await projectWith(`app: disquaire\nserver: ${server.destination}\n`)
})
afterAll(() => server.destroy())

const type = (words: string[], input = '') => cabestan(words, { directory, input })

describe('before the first deploy', () => {
  it('variables are kept for it, and their values are seen by nobody', async () => {
    const ended = await type(['env', 'set', 'STRIPE_KEY'], 'sk_live_1\n')
    expect(ended.code, ended.output).toBe(0)
    expect(ended.stdout).toMatch(/STRIPE_KEY +set by you +counts from the next release on/)
    expect(ended.stderr).toContain('takes effect by a release: `cabestan deploy`')
    expect(ended.stderr).toContain('`secrets: [STRIPE_KEY]` in')
    expect(ended.output).not.toContain('sk_live_1')
    expect(await server.sh(`cat ${home}/env`)).toMatch(/^# Managed by Cabestan[\s\S]*\nSTRIPE_KEY=sk_live_1$/)
    expect(await server.sh(`stat -c '%U %a' ${home}/env ${home}`)).toBe('root 640\nroot 711')
    expect(await server.sh('grep -rl sk_live_1 /var/lib/cabestan /var/log || echo nowhere')).toBe('nowhere')
  })

  it('two that are set at once are both kept', async () => {
    // Whoever has begun reads the file, and writes it later.
    const first = server.sh(`flock /var/lib/cabestan/environment-lock sh -c '
      cp -p ${home}/env /root/env && touch /root/begun && sleep 6
      echo FIRST=1 >> /root/env && mv /root/env ${home}/env'`)
    await server.sh('until [ -e /root/begun ]; do sleep 0.1; done')
    const second = await type(['env', 'set', 'SECOND'], '2')
    expect(second.code, second.output).toBe(0)
    await first
    expect(await server.sh(`grep -c -e ^FIRST=1 -e ^SECOND=2 -e ^STRIPE_KEY= ${home}/env`)).toBe('3')
    expect((await type(['env', 'unset', 'FIRST', 'SECOND'])).code).toBe(0)
  })

  it('a value can be typed where nobody sees it', async () => {
    const shown = await atTerminal('env set TYPED', directory, [['Value of TYPED', 'hunter2\r']])
    expect(shown).not.toContain('hunter2')
    expect(await server.sh(`grep ^TYPED= ${home}/env`)).toBe('TYPED=hunter2')
  })

  it('what needs a release says that there is none', async () => {
    const ended = await type(['run', '--', 'manage.py', 'check'])
    expect(ended.output).toContain('No release of this application is live')
    expect(ended.code).toBe(1)
    const logs = await type(['logs'])
    expect(logs.output).toContain('This server has no disquaire (production).')
  })
})

describe('with a release', () => {
  beforeAll(() => layApplication(server))

  it('variables say where they are from, and what waits', async () => {
    expect((await type(['env', 'set', 'NEW'], 'one')).code).toBe(0)
    const list = await type(['env', '--json'])
    expect(jsonLines(list.stdout)).toEqual([
      { server: server.destination, key: 'NEW', from: 'owner', pending: 'set' },
      { server: server.destination, key: 'STRIPE_KEY', from: 'owner', pending: null },
      { server: server.destination, key: 'TYPED', from: 'owner', pending: null },
    ])
    const unset = await type(['env', 'unset', 'STRIPE_KEY', 'NEW'])
    expect(unset.stdout).toMatch(/STRIPE_KEY +set by you +gone from the next release on/)
    expect(await server.sh(`grep -c = ${home}/env`)).toBe('1')
    expect(await server.sh(`grep STRIPE_KEY ${release}/env`)).toBe('STRIPE_KEY=sk_live_1')
    expect(await server.sh(`stat -c '%U:%G %a' ${home}/env`)).toBe('root:disquaire 640')
  })

  it('one that the server made is protected from a quick hand', async () => {
    await server.sh(`echo SECRET_KEY=made >> ${home}/env`)
    const refused = await type(['env', 'unset', 'SECRET_KEY'])
    expect(refused.output).toContain('a new key ends every session')
    expect(refused.code).toBe(1)
    const mistyped = await type(['env', 'unset', 'SECRET_KEI'])
    expect(mistyped).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean `SECRET_KEY`?') })
    expect(mistyped.stderr).toContain('What it keeps: SECRET_KEY, TYPED.')
    const gone = await type(['env', 'unset', 'SECRET_KEY', '--yes'])
    expect(gone.code, gone.output).toBe(0)
    expect(gone.stderr).toContain('a new key ends every session')
    expect(await server.sh(`grep SECRET_KEY ${home}/env || echo gone`)).toBe('gone')
  })

  it('a command runs in it, with standard input, and its exit code is ours', async () => {
    const ended = await type(['run', '--', 'manage.py', 'create', 'a b', '$HOME'], 'yes\n')
    expect(ended.stdout).toBe('manage.py create a b $HOME\nsaid yes\n')
    expect(ended.code).toBe(3)
    expect((await type(['shell'])).stdout).toBe('manage.py shell\n')
    expect((await type(['dbshell'])).stdout).toBe('manage.py dbshell\n')
    const whoami = await type(['run', '--', 'sh', '-c', 'echo "$(id -un) $TYPED"'])
    expect(whoami.stdout).toBe('disquaire hunter2\n')
  })

  it('a command that is not there is told in our words alone, with the nearest one', async () => {
    const typo = await type(['run', '--', 'pyhton3', '-V'])
    expect([typo.code, typo.stdout]).toEqual([127, ''])
    expect(typo.stderr).toContain('pyhton3 is not there')
    expect(typo.stderr).toContain('`cabestan run -- python3`')
    expect(typo.stderr).not.toContain('not found')
    expect((await type(['run', '--', 'migrate'])).stderr).toContain('`cabestan run -- manage.py migrate`')
    const own = await type(['run', '--', 'sh', '-c', 'exit 127'])
    expect(own).toMatchObject({ code: 127, output: '' })
  })

  it('what it says is its own to the byte, on a server whose .bashrc greets whoever comes', async () => {
    const file = '/etc/bash.bashrc'
    await server.sh(`cp ${file} /root/bashrc; sed -i '1iecho Welcome to the server' ${file}`)
    const said = await type(['run', '--', 'sh', '-c', 'echo data'])
    expect([said.code, said.stdout]).toEqual([0, 'data\n'])
    const typo = await type(['run', '--', 'pyhton3', '-V'])
    expect(typo.stderr).toContain('`cabestan run -- python3`')
    const own = await type(['run', '--', 'sh', '-c', 'exit 127'])
    expect(own).toMatchObject({ code: 127, output: '' })
    await server.sh(`mv /root/bashrc ${file}`)
  })

  it('a command has a terminal where there is one', async () => {
    const said = await atTerminal('run -- tty', directory)
    expect(said).toContain('/dev/pts/')
    // ssh's own farewell is none of the command's output.
    expect(said).not.toContain('closed')
  })

  it.each([
    [
      'in a terminal',
      ['sh', '-c', '"echo begun; exec sleep 97"'],
      (command: string[]) => atTerminal(`run -- ${command.join(' ')}`, directory, [['begun', '\u0003']]),
    ],
    [
      'in a pipe',
      ['sh', '-c', 'echo begun; sleep 97; echo on'],
      async (command: string[]) => {
        const onOutput = (text: string, pid: number) => {
          if (text.includes('begun')) process.kill(pid, 'SIGINT')
        }
        return `exit code ${(await cabestan(['run', '--', ...command], { directory, onOutput })).code}`
      },
    ],
  ])('a command %s is ended by Ctrl-C, there as well as here', async (_, command, interrupted) => {
    expect(await interrupted(command)).toMatch(/exit code 130$/)
    await expect.poll(() => server.sh('pgrep -f "[s]leep 97" || echo none')).toBe('none')
  })

  it('the maintenance page comes and goes by a file', async () => {
    const on = await type(['maintenance', 'on'])
    expect(on.stdout).toContain('Visitors see the maintenance page.')
    expect(await server.sh(`stat -c %a ${home}/maintenance`)).toBe('644')
    expect(jsonLines((await type(['maintenance', 'off', '--json'])).stdout)).toMatchObject([{ on: false }])
    expect(await server.sh(`test -e ${home}/maintenance || echo off`)).toBe('off')
  })
})

describe('logs', () => {
  it('are merged in the order of time, newest last', async () => {
    const ended = await type(['logs', '--lines', '20'])
    expect(ended.code, ended.output).toBe(0)
    const lines = ended.stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(20)
    expect(lines.at(-1)).toMatch(/^worker \| 20\d\d-.* worker 1 says \d+$/)
    const web = await type(['logs', 'web'])
    expect(web.stdout).toMatch(/^web {4}\| \[.*\] \[INFO\] Starting gunicorn/)
    expect(web.stdout).not.toContain('worker 1 says')
  })

  it('are searched, and reach back to a moment', async () => {
    const from = await server.sh("date -d '3 seconds ago' '+%F %T'")
    const since = await type(['logs', 'worker', '--since', '3s', '--json'])
    const stamps = jsonLines(since.stdout).map(
      (line) => JSON.stringify(line).match(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/)?.[0] ?? '',
    )
    expect(stamps.length).toBeGreaterThan(0)
    expect(stamps.filter((stamp) => stamp < from)).toEqual([])
    const found = await type(['logs', 'worker', '--grep', 'says 1?7$', '--lines', '2'])
    expect(found.stdout.trimEnd().split('\n')).toHaveLength(2)
    expect((await type(['logs', '--grep', '(a)\\1'])).code).toBe(2)
    const none = await type(['logs', '--grep', 'nobody says this'])
    expect([none.stdout, none.output.trim()]).toEqual(['', 'No line of the logs matches.'])
    expect((await type(['logs', 'boat'])).output).toMatch(/no process “boat”[\s\S]*beat, .*web, worker/)
  })

  it('can do no harm to the terminal', async () => {
    await server.sh(
      `printf '2030-01-01 00:00:00 \\033]0;title\\007\\033[2J\\rover\\n' >> /var/log/disquaire/site/site.log`,
    )
    const { stdout } = await type(['logs', 'site'])
    expect(stdout).toMatch(/^site {3}\| .*over\n$/)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })

  it('are followed across a rotation without losing a line, and end quietly by Ctrl-C', async () => {
    let rotated: Promise<string> | undefined
    const seen: number[] = []
    let isLeft = false
    const ended = await cabestan(['logs', 'worker', '-f', '--lines', '5'], {
      directory,
      onOutput: (text, pid) => {
        for (const match of text.matchAll(/says (\d+)\n/g)) seen.push(Number(match[1]))
        if (seen.length > 10) rotated ??= server.sh('logrotate --force /etc/logrotate.d/disquaire && sleep 3')
        if (isLeft || seen.length <= 60) return
        isLeft = true
        process.kill(pid, 'SIGINT')
      },
    })
    await rotated
    expect(ended.code).toBe(130)
    expect(ended.stderr).toBe('')
    const numbers = ended.stdout.match(/says \d+/g)?.map((each) => Number(each.slice(5))) ?? []
    const first = numbers[0] ?? 0
    expect(numbers).toEqual(numbers.map((_, index) => first + index))
    expect(await server.sh('ls /var/log/disquaire')).toContain('worker.log.1')
  })

  it('show the other colour as soon as it speaks', async () => {
    let spoken = false
    const words = 'echo "[2030-01-01 00:00:00 +0000] green begins" >> /var/log/disquaire/web-green.log'
    const ended = await cabestan(['logs', 'web', 'worker', '-f'], {
      directory,
      onOutput: (text, pid) => {
        if (!spoken) void server.sh(words)
        spoken = true
        if (text.includes('green begins')) process.kill(pid, 'SIGINT')
      },
    })
    expect(ended.stdout).toContain('web    | [2030-01-01 00:00:00 +0000] green begins')
  })
})

describe('scale', () => {
  const conf = () => server.sh('cat /etc/supervisor/conf.d/disquaire.conf')

  it('gives a process more of its kind, at once, as the next release would', async () => {
    const before = await server.sh('supervisorctl pid disquaire-blue')
    const ended = await type(['scale', 'worker=3'])
    expect(ended.code, ended.output).toBe(0)
    expect(ended.output).toContain('worker: 3 from now on')
    expect(`${await conf()}\n`).toBe(programsFor({ worker: 3, beat: 1 }))
    expect(await server.sh('supervisorctl status | grep -c "worker.*RUNNING"')).toBe('3')
    expect(await server.sh('supervisorctl pid disquaire-blue')).toBe(before)
  })

  it('takes it to nothing, and brings it back', async () => {
    expect((await type(['scale', 'worker=0'])).code).toBe(0)
    expect(await server.sh('pgrep -f "[p]rocesses/worker" || echo none')).toBe('none')
    const back = await type(['scale', 'worker=1'])
    expect(back.code, back.output).toBe(0)
    expect(`${await conf()}\n`).toBe(programsFor({ worker: 1, beat: 1 }))
    expect(await server.sh('supervisorctl status | grep -c "worker.*RUNNING"')).toBe('1')
  })

  it('changes gunicorn’s workers without a lost request, also for its next start', async () => {
    const get = `curl -s -o /dev/null -w '%{http_code}\\n' --unix-socket /run/disquaire/blue.sock http://x/`
    const load = server.sh(`for n in $(seq 300); do ${get}; done | sort | uniq -c`)
    const before = await server.sh('supervisorctl pid disquaire-blue')
    const ended = await type(['scale', 'web=4'])
    expect(ended.code, ended.output).toBe(0)
    expect((await load).trim()).toBe('300 200')
    const workers = () => server.sh('pgrep -c -P "$(supervisorctl pid disquaire-blue)"')
    await expect.poll(workers).toBe('4')
    expect(await server.sh('supervisorctl pid disquaire-blue')).toBe(before)
    await type(['scale', 'web=2'])
    await expect.poll(workers).toBe('2')
    await type(['scale', 'web=3'])
    await server.sh('supervisorctl restart disquaire-blue')
    await expect.poll(workers).toBe('3')
  })

  it('knows what there is, and what there can be only one of', async () => {
    const boat = await type(['scale', 'boat=1'])
    expect(boat.output).toContain('beat, web, worker')
    // Nothing ran, so nothing has failed after a time.
    expect(boat.output).not.toContain('Failed after')
    const beat = await type(['scale', 'beat=2'])
    expect(beat.output).toContain('start each scheduled task twice')
    expect(beat.code).toBe(1)
  })
})
