import { beforeEach, describe, expect, it } from 'vitest'
import type { Question } from '../../host/host.ts'
import { MemoryHost } from '../../host/memory.ts'
import { endProgram, programStates, startProgram, stopProgram } from './supervisor.ts'

let host: MemoryHost
let asked: Question[]
beforeEach(() => {
  asked = []
  host = new MemoryHost().program('supervisorctl', ([, verb]) => ({
    stdout: verb === 'status' ? 'disquaire-blue    RUNNING   pid 42, uptime 0:04:25\n' : '',
  }))
})

function socketAnswers(body: string, status = 200): void {
  host.site = (question) => {
    asked.push(question)
    return { status, body }
  }
}

const list = (...structures: Record<string, string>[]) => {
  const members = (each: Record<string, string>) =>
    Object.entries(each).map(
      ([name, text]) =>
        `<member>\n<name>${name}</name>\n<value><string>${text}</string></value>\n</member>\n`,
    )
  const values = structures.map((each) => `<value><struct>\n${members(each).join('')}</struct></value>\n`)
  return `<?xml version='1.0'?>\n<methodResponse>\n<value><array><data>\n${values.join('')}</data></array></value>\n</methodResponse>\n`
}

const worker = { name: 'disquaire-worker_01', group: 'disquaire-worker', statename: 'FATAL' }
const blue = { name: 'disquaire-blue', group: 'disquaire-blue', statename: 'RUNNING' }

describe('what supervisor knows of its programs', () => {
  it('is asked of its socket, which answers at once', async () => {
    socketAnswers(
      list({ ...blue, description: 'pid 42, uptime 0:04:25' }, { ...worker, description: 'can&lt;t &amp;c' }),
    )
    expect(await programStates(host)).toEqual([
      { program: 'disquaire-blue', state: 'RUNNING', detail: 'pid 42, uptime 0:04:25' },
      { program: 'disquaire-worker:disquaire-worker_01', state: 'FATAL', detail: 'can<t &c' },
    ])
    expect(host.ran).toEqual([])
    expect(asked[0]).toMatchObject({ at: { socket: '/run/supervisor.sock' }, path: '/RPC2' })
  })

  it.each([
    ['wants a password', '', 401],
    ['was cut off', list(blue).slice(0, -30), 200],
    ['is a fault', '<methodResponse><fault></fault></methodResponse>', 200],
  ])('comes from supervisorctl where the answer %s', async (_, body, status) => {
    socketAnswers(body, status)
    expect(await programStates(host)).toEqual([
      { program: 'disquaire-blue', state: 'RUNNING', detail: 'pid 42, uptime 0:04:25' },
    ])
  })
})

describe('a program', () => {
  it('is started by the socket, with all its processes', async () => {
    socketAnswers(list({ name: 'disquaire-worker_01', group: 'disquaire-worker', status: '80' }))
    await startProgram(host, 'disquaire-worker')
    expect(asked[0]?.body).toContain('supervisor.startProcessGroup')
    expect(asked[0]?.body).toContain('<string>disquaire-worker</string>')
    expect(host.ran).toEqual([])
  })

  it('that does not start is started by supervisorctl, which has the words', async () => {
    socketAnswers(list({ name: 'disquaire-worker_01', status: '50', description: 'SPAWN_ERROR' }))
    host.program('supervisorctl', () => ({
      stdout: 'disquaire-worker:disquaire-worker_01: ERROR (spawn error)\n',
    }))
    await expect(startProgram(host, 'disquaire-worker')).rejects.toMatchObject({
      failure: { code: 'command.failed' },
    })
  })

  it('is stopped and signalled by the socket', async () => {
    socketAnswers(list({ name: 'disquaire-blue', group: 'disquaire-blue', status: '80' }))
    await endProgram(host, 'disquaire-blue', 10)
    expect(asked.map(({ body }) => /supervisor\.(\w+)/.exec(body ?? '')?.[1])).toEqual([
      'signalProcessGroup',
      'stopProcessGroup',
    ])
    expect(asked[0]?.body).toContain('<string>QUIT</string>')
    expect(host.ran).toEqual([])
  })

  it('that does not stop is stopped by supervisorctl, which has the words', async () => {
    socketAnswers(list({ name: 'disquaire-blue', group: 'disquaire-blue', status: '30' }))
    await stopProgram(host, 'disquaire-blue', 10)
    expect(host.ran).toEqual([['supervisorctl', 'stop', 'disquaire-blue:*']])
  })
})
