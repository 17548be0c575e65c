import { expect, it } from 'vitest'
import { read } from '../project/dependencies/packages.fixture.ts'
import { releaseOf } from './releases.ts'
import { constraintsOn } from './too-new.ts'

const on = (version: string) =>
  releaseOf({
    system: { id: 'ubuntu', version, name: 'Ubuntu', systemd: true, architecture: 'x64' },
  } as Parameters<typeof releaseOf>[0])
const of = (...lines: string[]) => read({ 'requirements.txt': `${lines.join('\n')}\n` }).dependencies

it.each(['celery', 'celery==5.2.7', 'celery>=5.2,<6', 'kombu~=5.3', 'celery==5.6.*'])(
  '%s is not chosen too new for the Redis of Ubuntu 22.04',
  (line) => {
    expect(constraintsOn(on('22.04'), of('django', line))).toEqual(['celery<5.7', 'kombu<5.7'])
    expect(constraintsOn(on('24.04'), of('django', line))).toEqual([])
  },
)

it.each(['celery==5.7.0', 'celery>=5.7', 'kombu>5.7.1, <6', 'kombu==5.7.*'])(
  '%s is the owner’s own word',
  (line) => {
    expect(constraintsOn(on('22.04'), of('django', line))).toEqual([])
  },
)

it('nothing is said of packages that nobody wants, nor of what a lock chose', () => {
  expect(constraintsOn(on('22.04'), of('django'))).toEqual([])
  expect(constraintsOn(on('22.04'), { ...of('celery==5.2.7'), complete: true })).toEqual([])
})
