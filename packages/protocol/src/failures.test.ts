import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CabestanError, Failure, toFailure } from './failures.ts'
import { Secret } from './secret.ts'

describe('a failure', () => {
  it('travels whatever it was made of: a reader takes no word that it does not know', () => {
    const broken = { executable: '/opt/python/3.12.1/bin/python3.12', tail: 'cannot open shared object file' }
    const { failure } = new CabestanError('python.unavailable', {}, { detail: broken })
    expect(Failure.parse(failure).detail).toEqual({ tail: broken.tail })
  })

  it('crosses the protocol and is the same on the other side', () => {
    const error = new CabestanError(
      'port.taken',
      { port: '80', program: 'apache2' },
      {
        detail: { argv: ['systemctl', 'start', 'nginx'], exitCode: 1, tail: 'x' },
        step: 'service:nginx.service',
      },
    )
    const arrived = Failure.parse(JSON.parse(JSON.stringify(error.failure)))
    expect(CabestanError.from(arrived).failure).toEqual(error.failure)
  })

  it('is made of whatever was thrown', () => {
    expect(toFailure(new TypeError('boum'))).toMatchObject({
      code: 'unexpected',
      values: { message: 'boum' },
    })
    expect(toFailure('boum')).toMatchObject({ code: 'unexpected', values: { message: 'boum' } })
  })
})

describe('a secret', () => {
  it('never prints', () => {
    const secret = new Secret('LaTeteaToto')
    const printed = [`${secret}`, JSON.stringify({ secret }), inspect({ secret }), String(secret)].join()
    expect(printed).not.toContain('LaTete')
    expect(secret.reveal()).toBe('LaTeteaToto')
  })
})
