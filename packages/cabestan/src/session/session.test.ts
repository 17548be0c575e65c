import { setTimeout as sleep } from 'node:timers/promises'
import { CabestanError } from '@cabestan/protocol/failures'
import { Secret } from '@cabestan/protocol/secret'
import { describe, expect, it } from 'vitest'
import type { ServerAddress } from '../config/server.ts'
import type { SecretQuestion } from '../connection/ports.ts'
import type { Invocation } from '../invocation.ts'
import { assertClock } from './servers/clock.ts'
import { worst } from './servers/conclusion.ts'
import { serverNamed } from './servers/one-server.ts'
import { attempt, onEach, succeeded } from './servers/outcome.ts'
import { remoteCommand } from './servers/plain-ssh.ts'
import { connectionPorts } from './servers/ports.ts'

describe('several servers', () => {
  it('do not hide each other', async () => {
    const outcomes = await Promise.all([
      attempt('web1', async () => 1),
      attempt('web2', () => Promise.reject(new CabestanError('host.refused', { host: 'web2' }))),
    ])
    const doubled = await onEach(outcomes, async (value) => value * 2)
    expect(succeeded(doubled)).toEqual([2])
    expect(doubled[1]).toMatchObject({ server: 'web2', ok: false, failure: { code: 'host.refused' } })
  })

  it('are worked on at once: each may wait for the other', async () => {
    const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const outcomes = [0, 1].map((value) => ({ server: `web${value}`, ok: true, value }) as const)
    const met = await onEach(outcomes, async (at) => {
      begun[at]?.resolve()
      await begun[1 - at]?.promise
      return at
    })
    expect(succeeded(met)).toEqual([0, 1])
  })

  it('fail as a whole, unless all of it was wrong use', () => {
    expect([worst([]), worst([0, 0]), worst([2, 0]), worst([2, 1])]).toEqual([0, 0, 2, 1])
  })
})

describe('a passphrase', () => {
  it('is asked once for all servers, not before that is permitted, and again where it was wrong', async () => {
    const asked: SecretQuestion[] = []
    const questions = {
      possible: true,
      secret: async (question: SecretQuestion) => {
        asked.push(question)
        return new Secret('x')
      },
      confirm: async () => null,
      agree: async () => true,
    }
    const permission = Promise.withResolvers<void>()
    const approach = { permitted: permission.promise, over: new AbortController().signal }
    const invocation = { questions, options: {}, self: {}, environment: {} } as unknown as Invocation
    const ports = connectionPorts(invocation, approach)
    const question = { kind: 'passphrase', key: '~/.ssh/id', again: false } as const
    const answers = Promise.all([ports('web1').secret(question), ports('web2').secret(question)])
    await sleep(10)
    expect(asked).toEqual([])
    permission.resolve()
    await answers
    await ports('web2').secret({ ...question, again: true })
    expect(asked.map((each) => 'again' in each && each.again)).toEqual([false, true])
  })
})

it('makes a key unasked where --yes says so and somebody is there to keep it', async () => {
  const approach = { permitted: Promise.resolve(), over: new AbortController().signal }
  const asked = async (possible: boolean, yes: boolean) => {
    let questions = 0
    const confirm = async () => {
      questions += 1
      return null
    }
    const invocation = { questions: { possible, confirm }, options: { yes }, self: {}, environment: {} }
    const ports = connectionPorts(invocation as unknown as Invocation, approach)('web1')
    return [await ports.confirm({ kind: 'make-key', path: '~/.ssh/id_ed25519' }), questions]
  }
  expect(await asked(true, true)).toEqual([true, 0])
  expect(await asked(true, false)).toEqual([null, 1])
  expect(await asked(false, true)).toEqual([null, 1])
})

describe('a server named by a part of its name', () => {
  const servers = ['root@web1.example', 'root@web2.example', 'root@web'].map((destination) => ({
    ...{ type: 'ssh', destination, user: 'root' },
  })) as unknown as ServerAddress[]

  it('is the one that has it, and never the first of two', () => {
    expect(serverNamed('web1', servers).destination).toBe('root@web1.example')
    expect(serverNamed('root@web', servers).destination).toBe('root@web')
    expect(() => serverNamed('web', servers)).toThrow('usage.value')
    expect(() => serverNamed('', servers.slice(0, 1))).toThrow('usage.value')
  })
})

describe('a command for ssh', () => {
  it('arrives as it was typed', () => {
    expect(remoteCommand([])).toEqual([])
    expect(remoteCommand(['ls | wc -l'])).toEqual(['ls | wc -l'])
    expect(remoteCommand(['ss', 'sport = :80'])).toEqual(["ss 'sport = :80'"])
  })
})

describe('a clock', () => {
  it('may differ a little', () => {
    expect(() => assertClock({ clockOffsetSeconds: -200 })).not.toThrow()
    expect(() => assertClock({ clockOffsetSeconds: -86_400 })).toThrow('server.clock')
  })
})
