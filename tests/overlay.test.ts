import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overlayCases } from '../packages/cabestan/src/project/overlay/cases.fixture.ts'
import { djangos, pythonFor, run, venvOf } from './harness/djangos.ts'
import { environmentOf, golden, judge, layOut } from './overlay/judge.ts'
import { ownExpectations } from './overlay/own-expectations.ts'
import { expectProduction, wantsHttps } from './overlay/production.ts'

const found = await Promise.all(djangos.map(async (each) => ({ ...each, python: await pythonFor(each) })))
const missing = found.filter(({ python }) => python === null)
if (missing.length > 0) console.warn(`NOT TRIED, for want of a Python: ${missing.map(named).join(', ')}`)

let top = ''
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'cabestan-overlay-'))
})
afterAll(() => rm(top, { recursive: true, force: true }))

/** The overlays of tests/golden/overlay, each with its project, judged by Django itself. */
describe.each(found.filter(({ python }) => python !== null))('Django $series', (django) => {
  let python = ''
  beforeAll(async () => {
    python = await venvOf(django, django.python ?? '')
  }, 600_000)

  const plain = overlayCases.find(
    ({ form }) => form === (django.series === '1.8' ? 'django-1.8' : 'one-file'),
  )
  const cases = overlayCases.filter(({ djangos }) => djangos.includes(django.series))
  it.concurrent.each(cases.map((each) => [each.form, each] as const))('%s', async (form, each) => {
    const told = await inTurn(async () => judge(await layOut(top, each, django.series), each, python))
    expectProduction(told, each)
    ownExpectations[form]?.(told, django.series)
  })

  it('manage.py is itself, by its path and by its name, and check --deploy has nothing against it', async () => {
    if (!plain) throw new Error('its case is gone')
    const site = await layOut(top, plain, `${django.series}-manage`)
    const manage = join(site.overlay, 'cabestan_disquaire/manage.py')
    const environment = { ...environmentOf(plain, site), HOME: site.home }
    for (const start of [[manage], ['-m', 'cabestan_disquaire.manage']]) {
      const argv = [...start, 'check', '--deploy']
      const { stderr } = await run(python, argv, { cwd: site.source, env: environment })
      const warned = [...stderr.matchAll(/security\.W\d+/g)].map(([id]) => id)
      expect(new Set(warned)).toEqual(new Set(wantsHttps))
    }
  })

  it('two workers share a log that logrotate moves, losing no line, and mail an error once', async () => {
    if (!plain) throw new Error('its case is gone')
    const laidOut = await layOut(top, plain, `${django.series}-busy`)
    const requests = 300
    await run(
      python,
      [join(golden, 'common/busy.py'), 'cabestan_disquaire', laidOut.logs, String(requests)],
      {
        cwd: laidOut.source,
        env: environmentOf(plain, laidOut),
      },
    )
    const files = (await readdir(laidOut.logs)).filter((name) => name.startsWith('failures.log'))
    expect(files.length).toBeGreaterThan(1)
    const texts = await Promise.all(files.map((name) => readFile(join(laidOut.logs, name), 'utf8')))
    const lines = texts
      .flatMap((text) => text.trimEnd().split('\n'))
      .filter((line) => !/ 500 GET /.test(line))
    const whole =
      /^\S+ \S+ [+-]\d{4} WARNING \S+ 404 GET \S+\?worker=(\d)&count=(\d+)&padding=x{3000,} user=- .*$/
    expect(lines.filter((line) => !whole.test(line))).toEqual([])
    const site = await readFile(join(laidOut.logs, 'site.log'), 'utf8')
    expect(site.match(/raise ValueError/g)).toHaveLength(40)
    expect(site.match(/A mail to the administrators was not sent/g)).toHaveLength(1)
    expect(new Set(lines.map((line) => line.match(whole)?.slice(1).join('/'))).size).toBe(2 * requests)
  })

  it('an error is mailed again after an hour, with how often it came meanwhile', async () => {
    if (!plain) throw new Error('its case is gone')
    const laidOut = await layOut(top, plain, `${django.series}-hour`)
    const script = `
import json, os, time
import django
django.setup()
from cabestan_disquaire import reporting
claims = [reporting.claim('an-error', reporting.HOUR) for _ in range(3)]
path = os.path.join(reporting.MARKS, 'an-error')
with open(path, 'r+') as file:
    said, unsaid = file.read().split()
    file.seek(0)
    file.write('%d %s' % (int(said) - reporting.HOUR, unsaid))
print(json.dumps(claims + [reporting.claim('an-error', reporting.HOUR)]))`
    const environment = {
      ...environmentOf(plain, laidOut),
      DJANGO_SETTINGS_MODULE: 'cabestan_disquaire.settings',
    }
    const { stdout } = await run(python, ['-c', script], { cwd: laidOut.source, env: environment })
    expect(JSON.parse(stdout)).toEqual([0, null, null, 2])
  })
})

const turns: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()]
let next = 0

/** Two at a time: each is a Python that starts Django. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = next++ % turns.length
  const result = (turns[turn] ?? Promise.resolve()).then(work)
  turns[turn] = result.catch(() => undefined)
  return result
}

function named({
  series,
  pythons,
}: {
  readonly series: string
  readonly pythons: readonly string[]
}): string {
  return `Django ${series} (Python ${pythons.join(' or ')})`
}
