import { describe, expect, it } from 'vitest'
import { parse } from '../config/parse.ts'
import { scheduledCommands } from '../project/processes/scheduled-commands.ts'
import type { Reading } from '../project/reading.ts'
import { decide, type Needs, needsOf } from './needs.ts'

const base = 'app: disquaire\nserver: root@203.0.113.10\n'
const configured = (text = '') => parse(base + text, 'cabestan.yaml')

/** As much of a reading as `needsOf` looks at. */
function reading(more: {
  engine?: 'sqlite' | 'postgresql'
  redis?: boolean
  services?: string[]
  scheduled?: [string, string][]
}) {
  return {
    data: { database: { engine: { value: more.engine ?? 'postgresql' }, extensions: ['unaccent'] } },
    dependencies: { system: [{ name: 'libmagic1', for: 'python-magic' }] },
    processes: {
      redis: { value: more.redis ?? false },
      services: (more.services ?? []).map((name) => ({ name, package: name, place: { file: 'x' } })),
      scheduled: (more.scheduled ?? []).map(([when, command]) => ({ when, command, place: { file: 'x' } })),
    },
    frontEnd: { scripts: ['build'], programs: ['make'] },
  } as unknown as Reading
}

describe('what a project needs', () => {
  it('is read from it', () => {
    expect(
      needsOf(reading({ redis: true, scheduled: [['@daily', 'python manage.py a']] }), configured()),
    ).toEqual({
      ...{ postgres: true, redis: true, cron: true, extensions: ['unaccent'] },
      packages: ['libmagic1', 'nodejs', 'npm', 'make'],
    })
  })

  it('is nothing that the distribution no longer has', () => {
    const { packages } = needsOf(reading({}), configured(), ['libmagic1'])
    expect(packages).toEqual(['nodejs', 'npm', 'make'])
  })

  it('is the server that its settings look for here', () => {
    const { packages } = needsOf(reading({ services: ['memcached'] }), configured())
    expect(packages).toContain('memcached')
  })

  it('is less where its data is in a file, or the front end is built elsewhere', () => {
    expect(needsOf(reading({ engine: 'sqlite' }), configured('front_end: laptop\n'))).toEqual({
      ...{ postgres: false, redis: false, cron: false, extensions: [] },
      packages: ['libmagic1', 'sqlite3'],
    })
  })

  const all: Needs = {
    postgres: true,
    redis: true,
    cron: true,
    packages: ['gettext'],
    extensions: ['unaccent'],
  }
  const none: Needs = { postgres: false, redis: false, cron: false, packages: [], extensions: [] }

  it('decides what the configuration leaves open', () => {
    expect(decide(configured(), all)).toMatchObject({
      postgres: { extensions: ['unaccent'], settings: {} },
      redis: { memoryMegabytes: 128 },
      packages: ['gettext'],
    })
    expect(decide(configured(), none)).toMatchObject({ postgres: null, redis: null })
  })

  it('and nothing that the configuration says', () => {
    expect(decide(configured('postgres: false\nredis: false\n'), all)).toMatchObject({
      postgres: null,
      redis: null,
    })
    expect(decide(configured('postgres: {extensions: [hstore]}\nredis: true\n'), all)).toMatchObject({
      postgres: { extensions: ['hstore', 'unaccent'] },
      redis: { memoryMegabytes: 128 },
    })
    expect(decide(configured('postgres: true\nredis: {memory: 64M}\n'), none)).toMatchObject({
      postgres: { extensions: [] },
      redis: { memoryMegabytes: 64 },
    })
  })

  it('is PostgreSQL and no Redis where no project was read', () => {
    expect(decide(configured())).toMatchObject({ postgres: { extensions: [] }, redis: null })
  })
})

describe('what is run by the clock', () => {
  const found = reading({
    scheduled: [
      ['0 4 * * *', 'python manage.py clearsessions'],
      ['@daily', 'python manage.py clearsessions --all'],
      ['*/5 * * * *', 'python manage.py shell -c "from a import b as job; job()"'],
      ['every monday', 'python manage.py report'],
    ],
  })

  it('has a name after its command', () => {
    expect(scheduledCommands(found, configured())).toEqual([
      { name: 'clearsessions', at: '0 4 * * *', argv: ['python', 'manage.py', 'clearsessions'] },
      { name: 'clearsessions-2', at: '@daily', argv: ['python', 'manage.py', 'clearsessions', '--all'] },
      {
        name: 'shell',
        at: '*/5 * * * *',
        argv: ['python', 'manage.py', 'shell', '-c', 'from a import b as job; job()'],
      },
    ])
  })

  it('is as the owner says', () => {
    const text =
      'schedule: {clearsessions: {at: "@weekly", command: manage.py clearsessions}, shell: false}\n'
    expect(scheduledCommands(found, configured(text)).map(({ name, at }) => [name, at])).toEqual([
      ['clearsessions', '@weekly'],
      ['clearsessions-2', '@daily'],
    ])
  })
})
