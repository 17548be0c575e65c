import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { supervisorService, takeUp } from './supervisor-service.ts'

const stillRunning =
  "web: stopped\nerror: <class 'xmlrpc.client.Fault'>, <Fault 91: 'STILL_RUNNING: web'>: file: /usr/lib/python3.13/xmlrpc/client.py line: 642\n"

it('a program that falls over again and again is taken up once it is caught', async () => {
  let updates = 0
  const host = new MemoryHost().program('supervisorctl', () => {
    updates += 1
    return updates < 3 ? { code: 1, stdout: stillRunning } : { stdout: 'web: updated process group\n' }
  })
  await takeUp(host, 'web', 1000)
  expect(updates).toBe(3)
})

it('one that cannot be caught is told of, and so is anything else at once', async () => {
  const host = new MemoryHost().program('supervisorctl', () => ({ code: 1, stdout: stillRunning }))
  await expect(takeUp(host, 'web', 1000)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
  const broken = new MemoryHost().program('supervisorctl', () => ({ code: 2, stdout: 'error: refused\n' }))
  await expect(takeUp(broken, 'web', 1000)).rejects.toMatchObject({ failure: { code: 'command.failed' } })
  expect(broken.ran).toHaveLength(1)
})

describe('by the socket', () => {
  const names = (...all: string[]) =>
    `<value><array><data>\n${all.map((name) => `<value><string>${name}</string></value>\n`).join('')}</data></array></value>\n`
  const whole = (value: string) => `<?xml version='1.0'?>\n<methodResponse>${value}</methodResponse>\n`
  const changes = (added: string[], changed: string[], removed: string[]) =>
    whole(
      `<value><array><data>\n<value><array><data>\n${[added, changed, removed].map((all) => names(...all)).join('')}</data></array></value>\n</data></array></value>`,
    )
  const stopped = whole(
    '<value><array><data><value><struct><member><name>status</name>\n<value><int>80</int></value></member></struct></value></data></array></value>',
  )
  const done = whole('<value><boolean>1</boolean></value>')

  function supervised(reread: string, answers: Record<string, string> = {}) {
    const asked: string[] = []
    const host = new MemoryHost().program('supervisorctl', () => ({ stdout: 'web: updated process group\n' }))
    host.site = ({ body = '' }) => {
      const method = /supervisor\.(\w+)/.exec(body)?.[1] ?? ''
      asked.push(
        [method, ...[...body.matchAll(/<string>(.*?)<\/string>/g)].map(([, text]) => text)].join(' '),
      )
      if (method === 'reloadConfig') return { status: 200, body: reread }
      return { status: 200, body: answers[method] ?? (method === 'stopProcessGroup' ? stopped : done) }
    }
    return { host, asked }
  }

  it.each([
    ['new', changes(['web'], ['beat'], ['old']), ['addProcessGroup web']],
    [
      'changed',
      changes([], ['beat', 'web'], []),
      ['stopProcessGroup web', 'removeProcessGroup web', 'addProcessGroup web'],
    ],
    ['gone', changes([], [], ['web']), ['stopProcessGroup web', 'removeProcessGroup web']],
    ['as it was', changes(['beat'], ['worker'], []), []],
  ])('a program that is %s is taken up, and no other', async (_, reread, calls) => {
    const { host, asked } = supervised(reread)
    await takeUp(host, 'web', 1000)
    expect(asked).toEqual(['reloadConfig', ...calls])
    expect(host.ran).toEqual([])
  })

  it.each([
    ['files cannot be read', '<methodResponse><fault></fault></methodResponse>', {}],
    ['a program cannot be taken out', changes([], ['web'], []), { removeProcessGroup: '<fault></fault>' }],
    ['the answer is of another kind', done, {}],
  ])('supervisorctl takes over where %s', async (_, reread, answers) => {
    const { host } = supervised(reread, answers)
    await takeUp(host, 'web', 1000)
    expect(host.ran).toEqual([['supervisorctl', 'update', 'web']])
  })

  it('several are taken up by what the files said once', async () => {
    const { host, asked } = supervised(changes(['beat', 'worker'], [], ['old']))
    host.files.seed('/run/supervisor.sock', '')
    await supervisorService.reload({ host, unit: 'supervisor.service', paths: [] })
    expect(asked).toEqual([
      'reloadConfig',
      'addProcessGroup beat',
      'addProcessGroup worker',
      ...['stopProcessGroup old', 'removeProcessGroup old'],
    ])
  })
})
