import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { absentCommand, lookForCommand, namesIfAbsent } from './absent-command.ts'
import { outlasting } from './inside.ts'
import { behind, textBehind } from './own-output.ts'

/** `env` takes the place of the application's bin/run: it also runs what it is given. */
const run = (program: string, ...argv: string[]) => runBy('env', program, ...argv)

const runBy = (sudo: string, program: string, ...argv: string[]) => {
  const words = ['-c', outlasting, 'mark', lookForCommand, sudo, program, ...argv]
  const { status, stdout, stderr } = spawnSync('sh', words, { encoding: 'utf8', input: 'typed' })
  const said = textBehind('mark', stdout) + stderr
  return { status, said }
}

it('a command on the server ends as it ends, and says what it says', () => {
  const command = ['sh', '-c', 'echo "$0"; cat; exit 7', 'two words']
  expect(run('/usr/bin/env', ...command)).toEqual({ status: 7, said: 'two words\ntyped' })
  expect(run('/usr/bin/env', '/bin/sh', '-c', 'exit 127')).toEqual({ status: 127, said: '' })
})

it('where there is no release yet nothing is said by others than us', () => {
  expect(run('/srv/nowhere/bin/run', 'manage.py')).toEqual({ status: 1, said: '' })
})

it('what sudo says of the server is heard once', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-sudo-'))
  const sudo = join(directory, 'sudo')
  writeFileSync(sudo, '#!/bin/sh\necho "unable to resolve host" >&2\nexec "$@"\n', { mode: 0o755 })
  expect(runBy(sudo, '/usr/bin/env', 'echo', 'done').said).toBe('done\nunable to resolve host\n')
  rmSync(directory, { recursive: true })
})

describe('a command that is not there', () => {
  it.each(['nosuch', './nosuch.sh', 'cd'])('is our word alone: %s', (command) => {
    expect(run('/usr/bin/env', command)).toEqual({ status: 127, said: '' })
  })

  it('is told from one that ends so by itself', () => {
    const names = (command: string) =>
      spawnSync('sh', ['-c', namesIfAbsent, command], { encoding: 'utf8' }).stdout
    expect(names('ls')).toBe('')
    expect(names('/bin/ls')).toBe('')
    expect(names('lss').split('\n')).toContain('ls')
  })

  it.each([
    ['pyhton', { command: 'pyhton', nearest: 'python' }],
    ['mange.py', { command: 'mange.py', nearest: 'manage.py' }],
    ['migrate', { command: 'migrate', django: 'migrate' }],
    ['fill.py', { command: 'fill.py', script: 'fill.py' }],
    ['nosuch', { command: 'nosuch' }],
    ['nothing-like-it', { command: 'nothing-like-it' }],
  ])('has the nearest, or what was meant: %s', (command, values) => {
    expect(absentCommand(command, ['python', 'ls', 'touch', 'gunicorn']).failure).toMatchObject({
      ...{ code: 'run.no-command', values },
    })
  })
})

describe('what a command says', () => {
  const told = async (...pieces: string[]) => {
    const found: string[] = []
    const bytes = (async function* () {
      for (const piece of pieces) yield Buffer.from(piece, 'latin1')
    })()
    for await (const piece of behind('mark-1', bytes)) found.push(piece.toString('latin1'))
    return found
  }

  it.each([
    ['begins behind the greeting of a server', ['Welcome\nmark-1\n', 'data'], ['data']],
    ['wherever the pieces are cut', ['Welcome\nma', 'rk-', '1\nda', 'ta'], ['da', 'ta']],
    ['without a greeting', ['mark-1\n\x00\xff\n', 'mark-1\n'], ['\x00\xff\n', 'mark-1\n']],
    ['may be nothing', ['mark-1\n'], []],
    [
      'is all there is where no command was started',
      ['This account is ', 'closed.\n'],
      ['This account is closed.\n'],
    ],
  ])('%s', async (_what, pieces, said) => {
    expect(await told(...pieces)).toEqual(said)
  })
})
