import { nearest } from '@cabestan/protocol/nearest'
import { describe, expect, it } from 'vitest'
import { commandList } from './command-list.ts'
import { exitCodeOf } from './exit-code.ts'
import type { Typed } from './invocation.ts'
import { buildProgram } from './program.ts'
import { paintFor } from './report/screen.ts'
import { usageFailure } from './report/usage.ts'
import { voiceIn } from './report/voice.ts'

async function type(words: readonly string[], language: 'en' | 'fr' = 'en') {
  const written: string[] = []
  const started: Typed[] = []
  const program = buildProgram({
    style: { words: voiceIn(language).words.commands, paint: paintFor(false), columns: 100 },
    rest: ['ls', '-l'],
    write: (text) => void written.push(text),
    writeAside: (text) => void written.push(text),
    start: async (_module, typed) => void started.push(typed),
  })
  const failure = await program.parseAsync(words, { from: 'user' }).then(
    () => null,
    (error) => usageFailure(error, { own: words, commands: commandList.map(({ name }) => name) }),
  )
  return { help: written.join(''), started: started[0], failure }
}

describe('the command line', () => {
  it('takes the options of everywhere before and after a command', async () => {
    const before = await type(['--json', '-e', 'staging', 'plan', '--why'])
    const after = await type(['plan', '--why', '--json', '--environment=staging'])
    expect(before.started?.options).toEqual({ json: true, environment: 'staging', why: true })
    expect(after.started).toEqual(before.started)
  })

  it('hands on words, and what stands behind the dashes', async () => {
    const { started } = await type(['sandbox', 'ssh', 'shop'])
    expect(started).toEqual({ words: ['shop'], rest: ['ls', '-l'], options: {} })
  })

  it('takes a group’s own default', async () => {
    expect((await type(['config'])).started).toBeDefined()
  })

  it.each([
    [
      ['-e', 'staging'],
      'usage.command-missing',
      { typed: '-e staging', example: '-e staging', help: 'cabestan --help' },
    ],
    [
      ['--yes', '-e', 'deploy'],
      'usage.command-missing',
      { typed: '--yes -e deploy', taken: 'deploy', option: '-e' },
    ],
    [['deplyo'], 'usage.command', { word: 'deplyo', nearest: 'deploy' }],
    [['plan', '--verbos'], 'usage.option', { word: '--verbos', nearest: '--verbose' }],
    [['run', 'ls', '-la'], 'usage.option', { word: '-la', behind: 'cabestan run -- ls -la' }],
    [['plan', '--x'], 'usage.option', { word: '--x', behind: '' }],
    [['plan', '-e'], 'usage.option-value', { word: '-e, --environment' }],
    [['plan', 'main', 'what'], 'usage.argument-excess', {}],
    [['sandbox', 'upp'], 'usage.command', { word: 'sandbox upp', nearest: 'sandbox up' }],
    [['env', 'lst'], 'usage.command', { word: 'env lst', nearest: 'env list', help: 'cabestan env --help' }],
    [['env', 'get', 'KEY'], 'usage.command', { word: 'env get', nearest: 'env list' }],
    [['-V'], 'usage.option', { word: '-V', nearest: '--version' }],
    [['plan', '-v'], 'usage.option', { word: '-v', nearest: '--verbose' }],
    [['--env', 'staging', 'plan'], 'usage.option', { word: '--env', nearest: '--environment' }],
    [['logs', '-n', '5'], 'usage.option', { word: '-n', nearest: '--lines' }],
    [['deploy', '--dry-run'], 'usage.option', { word: '--dry-run', nearest: 'cabestan plan' }],
    [['-e', 'staging', 'deplyo'], 'usage.command', { word: 'deplyo', nearest: 'deploy' }],
    [['sandbox', 'help'], 'usage.command', { nearest: 'sandbox --help' }],
    [['version'], 'usage.command', { nearest: '--version' }],
    [
      ['sandbox', 'up', '--suite', 'sid'],
      'usage.value',
      { word: '--suite', value: 'sid', choices: 'bookworm, trixie, jammy, noble, resolute' },
    ],
  ])('refuses %j', async (words, code, values) => {
    const { failure } = await type(words)
    expect(failure).toMatchObject({ code, values })
  })
})

describe('help', () => {
  it.each(commandList.map(({ name }) => name))(
    'of %s has examples, in both languages and nothing else',
    async (name) => {
      const { help } = await type([...name.split(' '), '--help'])
      const { help: french } = await type([...name.split(' '), '--help'], 'fr')
      expect(help).toContain('\nExamples:\n  ')
      expect(help).toContain('\nEverywhere:\n  ')
      expect(french).toContain('\nExemples\u00a0:\n  ')
      expect(french).not.toMatch(/Options:|Examples|default|display|\b(?:NAME|FILE|STEP|COMMAND)\b/)
    },
  )

  it.each([
    ['maintenance', 'cabestan maintenance [options] on|off'],
    ['env set', 'cabestan env set [options] CLÉ…'],
    ['run', 'cabestan run [options] -- COMMANDE…'],
    ['ssh', 'cabestan ssh [options] [-- COMMANDE…]'],
    ['explain', 'cabestan explain [options] [ÉTAPE]'],
  ])('of %s says what it cannot do without', async (name, usage) => {
    expect((await type([...name.split(' '), '--help'], 'fr')).help).toContain(`${usage}\n`)
  })

  it('is what a group says whose command is missing', async () => {
    const { help } = await type(['sandbox'])
    expect(help).toContain('\n  destroy  ')
  })

  it('of the program lists every command and the exit codes', async () => {
    const { help } = await type(['--help'])
    for (const { name } of commandList) expect(help).toContain(`\n  ${name.split(' ')[0]} `)
    expect(help).toContain('3  `plan --exit-code`')
  })
})

describe('exit codes', () => {
  it.each([
    ['config.invalid', 2],
    ['usage.option', 2],
    ['name.reserved', 2],
    ['sandbox.name', 2],
    ['sandbox.unknown', 1],
    ['host.refused', 1],
    ['unexpected', 1],
  ] as const)('%s is %i', (code, exit) => expect(exitCodeOf({ code, values: {} })).toBe(exit))
})

describe('the nearest word', () => {
  it.each([
    ['firewal', 'firewall'],
    ['Nginx', 'nginx'],
    ['xyz', null],
  ])('to %s is %s', (word, found) => expect(nearest(word, ['firewall', 'nginx'])).toBe(found))
})
