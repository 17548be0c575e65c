import type { ChangeItem } from '@cabestan/protocol/changes'
import type { RollbackPlan } from '@cabestan/protocol/plans'
import type { ReleaseRecord } from '@cabestan/protocol/releases'
import { describe, expect, it } from 'vitest'
import { announcement } from './announcement.fixture.ts'
import { firstStepLines, proofLines } from './arrival-view.ts'
import { environmentLines } from './environment-view.ts'
import { LogView } from './log-view.ts'
import { type Announcement, announcementLines } from './release-view.ts'
import { releasesLines } from './releases-view.ts'
import { namesNow, rollbackLines } from './rollback-view.ts'
import { paintFor } from './screen.ts'
import { widthOf } from './text/text-width.ts'
import { voiceIn } from './voice.ts'

const voice = voiceIn('en', paintFor(false), 120)
const short = { whole: false }
const record: ReleaseRecord = {
  number: 17,
  directory: '17-1a2b3c4',
  commit: { id: '1a2b3c4'.padEnd(40, '0'), subject: 'Add the search page', author: 'Céline', at: 0 },
  former: null,
  ref: 'main',
  by: 'celine@atelier',
  startedAt: Date.UTC(2026, 9, 5, 12),
  milliseconds: 6100,
  verdict: 'good',
  requests: 4210,
  lost: 0,
  migrations: [],
  snapshot: null,
  stage: null,
  failure: null,
}

describe('the releases', () => {
  it('have a line each: number, mark, commit, author, when, how long, verdict, requests lost', () => {
    const failed = {
      ...record,
      number: 18,
      verdict: 'failed',
      stage: 'probe',
      lost: null,
      live: false,
    } as const
    const lines = releasesLines([failed, { ...record, live: true }], voice)
    expect(lines[0]).toMatch(/^release {2}commit {3}subject {14}author {2}when .* took .* requests lost$/)
    expect(lines[1]).toMatch(/^ {2}18 {5}1a2b3c4 {2}Add the search page {2}Céline .* failed \(probe\)$/)
    expect(lines[2]).toMatch(
      /^● 17 {5}1a2b3c4 {2}Add the search page {2}Céline {2}5 Oct 2026, .* {2}6\.1 s {2}live {12}0\/4210$/,
    )
  })

  it('lost no request where nobody asked, which is no “0 of 0”', () => {
    const [, line] = releasesLines([{ ...record, live: true, requests: 0, lost: 0 }], voice)
    expect(line).toMatch(/live {5}–$/)
  })

  it('have a head that is whole, however short the subjects are', () => {
    const commit = { ...record.commit, subject: 'two' }
    expect(releasesLines([{ ...record, commit, live: true }], voice)[0]).toContain('  subject  author')
  })

  it('stay in line on a narrow screen, and do without the author there', () => {
    const rows = [
      { ...record, live: true },
      { ...record, number: 16, live: false },
    ]
    const lines = releasesLines(rows, voiceIn('en', paintFor(false), 80))
    expect(lines[0]).toMatch(/^release {2}commit {3}subject {7}when .* requests lost$/)
    expect(lines[1]).toMatch(/^● 17 {5}1a2b3c4 {2}Add the .*… {2}5 Oct .* live {5}0\/4210$/)
    expect(lines.map(widthOf).every((width) => width <= 80)).toBe(true)
    const narrow = releasesLines(rows, voiceIn('en', paintFor(false), 60))
    expect(narrow.map(widthOf).every((width) => width <= 60)).toBe(true)
  })

  it('cut what is too long, and carry no control characters over', () => {
    const commit = { ...record.commit, subject: `\u001b[31m${'long '.repeat(50)}`, author: 'x'.repeat(80) }
    const [, line = ''] = releasesLines(
      [{ ...record, commit, live: true }],
      voiceIn('fr', paintFor(false), 120),
    )
    expect(widthOf(line)).toBeLessThanOrEqual(120)
    expect(line).not.toContain('\u001b')
    expect(line).toContain('en ligne')
  })

  it('may be none yet', () => {
    expect(releasesLines([], voice)).toEqual(['There are no releases yet. Make one: `cabestan deploy`.'])
  })
})

describe('going back', () => {
  const plan: RollbackPlan = {
    from: { ...record, number: 18 },
    to: record,
    migrations: [
      { name: 'shop.0004_price', safe: false, reversible: true },
      { name: 'shop.0003_note', safe: true, reversible: false },
      { name: 'shop.0002_fill', safe: true, unjudged: true, reversible: true },
    ],
    snapshot: '/var/backups/disquaire/18-before-1a2b3c4.dump',
  }

  it('says what it means for the database', () => {
    const lines = rollbackLines(plan, voice).join('\n')
    expect(lines).toMatch(/From release 18.*\nTo release 17: 1a2b3c4 Add the search page, of 5 Oct 2026/)
    expect(lines).toContain('3 migrations were applied since:')
    expect(lines).toMatch(/shop\.0004_price {2}the former code cannot live with it/)
    expect(lines).toMatch(/shop\.0003_note {3}the former code can live with it +cannot be taken back/)
    expect(lines).toMatch(/shop\.0002_fill {3}nobody can tell whether the former code can live with it/)
    expect(lines).toContain('is saved: /var/backups/disquaire/18')
  })

  it('says what would come back without what was in it', () => {
    const [first, ...others] = plan.migrations
    const loses = ['shop.review', 'shop.album.price']
    const lines = rollbackLines({ ...plan, migrations: [{ ...first, loses }, ...others] as never }, voice)
    expect(lines.join(' ')).toMatch(/With `--reverse` comes back empty: shop\.review, shop\.album\.price\./)
    expect(rollbackLines(plan, voice).join('\n')).not.toContain('empty')
  })

  it('says that it goes back to another database, and where stays what was written since', () => {
    const from = { ...record, number: 18, database: 'postgresql' as const }
    const to = { ...record, database: 'sqlite' as const }
    const lines = rollbackLines({ from, to, migrations: [], snapshot: null }, voice).join(' ')
    expect(lines).toMatch(/! That release has its data in sqlite.* since stays in postgresql\./)
    expect(lines).not.toContain('fits both')
    expect(rollbackLines(plan, voice).join(' ')).not.toContain('That release has')
  })

  it('says which names it takes along, before and after', () => {
    const names = { again: ['old.example'], gone: ['new.example', 'www.new.example'] }
    const moved = { ...plan, migrations: [], names }
    const before = rollbackLines(moved, voice).join(' ')
    expect(before).toMatch(
      /! The site will answer to old\.example again\. .* no longer .* www\.new\.example:/,
    )
    expect(before).toContain('`cabestan deploy 1a2b3c4`')
    expect(namesNow(moved, voice)).toMatch(
      /^! The site answers to old\.example again\. .*`cabestan deploy 1a/,
    )
    const fewer = { ...plan, names: { again: ['old.example'], gone: [] } }
    expect(namesNow(fewer, voice)).toBe('! The site answers to old.example again.')
    for (const same of [plan, { ...plan, names: { again: [], gone: [] } }]) {
      expect(rollbackLines(same, voice).join(' ')).not.toMatch(/answer/)
      expect(namesNow(same, voice)).toBeNull()
    }
  })

  it('is simple where nothing was changed there', () => {
    const lines = rollbackLines({ ...plan, migrations: [], snapshot: null }, voice).join('\n')
    expect(lines).toContain('the database fits both')
    expect(lines).not.toContain('saved')
  })
})

describe('variables', () => {
  it('are names, where they come from, and what waits', () => {
    expect(
      environmentLines(
        [
          { key: 'SECRET_KEY', from: 'server', pending: null },
          { key: 'STRIPE', from: 'owner', pending: 'set' },
          { key: 'OLD', from: 'owner', pending: 'unset' },
        ],
        voice,
      ),
    ).toEqual([
      'SECRET_KEY  made by the server',
      'STRIPE      set by you          counts from the next release on',
      'OLD         set by you          gone from the next release on',
    ])
    expect(environmentLines([], voice)).toEqual(['There are no variables yet.'])
  })
})

describe('lines of logs', () => {
  const line = (process: string, text: string) => ({ type: 'log', at: 0, process, line: text }) as const

  it('stand behind the name of their process, in its own colour each time', () => {
    const view = new LogView(voiceIn('en', paintFor(true)))
    const [first, second] = ['one', 'two'].map((text) => view.line('web1', line('worker', text), false))
    expect(first?.slice(0, 10)).toBe(second?.slice(0, 10))
    expect(first).not.toContain('web1')
  })

  it('keep their column, and do no harm to the terminal', () => {
    const view = new LogView(voice)
    expect(view.line('web1', line('web', 'a\u001b[2Jb\u0007\tc'), false)).toBe('web    | ab  c')
    expect(view.line('web1', line('schedule-night', 'x'), true)).toBe('web1 schedule-night | x')
    expect(view.line('web1', line('web', 'x'), false)).toBe('web            | x')
  })
})

describe('what a person says yes to', () => {
  it('names new migrations, and what deploy would refuse of them', () => {
    const migrations = [
      { name: 'shop.0002_price', operations: [] },
      { name: 'shop.0003_names', operations: ['RenameField album.title', 'DeleteModel review'] },
    ]
    const lines = announcementLines({ ...announcement, migrations }, voice, short)
    expect(lines[2]).toBe('    new migrations: shop.0002_price, shop.0003_names')
    expect(lines.slice(3).join(' ')).toMatch(
      /^! As long as .*: shop\.0003_names RenameField album\.title, shop\.0003_names DeleteModel review\. .*--maintenance`/,
    )
    const safe = announcementLines({ ...announcement, migrations: migrations.slice(0, 1) }, voice, short)
    expect(safe.join(' ')).not.toContain('refused')
  })

  it('says that a move to another database carries nothing over, and how to', () => {
    const moves = { from: 'sqlite', to: 'postgresql' } as const
    const lines = announcementLines({ ...announcement, moves }, voice, short).join(' ')
    expect(lines).toContain('! The database changes from sqlite to postgresql, and nothing is carried over')
    expect(lines).toContain('manage.py dumpdata')
    expect(announcementLines(announcement, voice, short).join(' ')).not.toContain('carried over')
  })

  it('says that the same project is on this server under another name, whose data stay there', () => {
    const formerSelf = { owner: { app: 'shop', environment: 'production' }, release: record }
    const lines = announcementLines({ ...announcement, formerSelf }, voice, short).join(' ')
    expect(lines).toContain(
      '! shop on this server is of the same project (release 17: 1a2b3c4 Add the search page)',
    )
    expect(lines).toContain('`app: shop`')
    expect(announcementLines(announcement, voice, short).join(' ')).not.toContain('same project')
  })

  it('says what lies in no commit, also where nothing else is new', () => {
    const uncommitted = ['a.py', 'b.html', 'c.py', 'd.py']
    for (const isSame of [false, true]) {
      const lines = announcementLines({ ...announcement, isSame, uncommitted }, voice, short)
      expect(lines.join('\n')).toContain('In no commit, and so not deployed: a.py, b.html, c.py …')
    }
  })

  it('says what visitors would have no more, and how to go back', () => {
    const said = (leftOut: Announcement['leftOut']) =>
      announcementLines({ ...announcement, leftOut }, voiceIn('en', paintFor(false), 1000), short).join('\n')
    expect(said({ commits: 2, isOlder: true, release: 16 })).toMatch(
      /older than what is live: 2 commits .* would be gone\. To go back, rather `cabestan rollback 16`/,
    )
    expect(said({ commits: 1, isOlder: true, release: null })).toContain('No release of it is kept')
    const aside = said({ commits: 1, isOlder: false, release: 16 })
    expect(aside).toContain('1 commit that visitors have now is not in it')
    expect(aside).not.toContain('rollback')
    expect(said({ commits: null, isOlder: false, release: null })).toContain('First `git pull`')
  })

  it('says what the release is made of otherwise than the live one', () => {
    const differences: ChangeItem[] = [
      { type: 'list', what: 'variables', subject: '', add: ['SITE', 'PAGES'], remove: ['PAGES', 'OLD'] },
      { type: 'text', path: 'processes/worker', before: 'exec a\n', after: 'exec b\n' },
    ]
    const changed = { ...announcement, former: record, differences }
    expect(announcementLines(changed, voice, short).slice(2, 6)).toEqual([
      '    + variable SITE',
      '    ~ variable PAGES',
      '    - variable OLD',
      '    processes/worker +1 −1 line',
    ])
    expect(announcementLines(changed, voice, { whole: true })).toContain('    +exec b')
  })

  it('says why the same commit is released anew: variables that wait, files that were changed by hand, a run that was cut off', () => {
    const again = { ...announcement, former: record, pendingKeys: ['MAIL', 'OLD'], changed: true }
    expect(announcementLines(again, voice, short).slice(2, 4)).toEqual([
      '    with variables that were set or taken away since: MAIL, OLD',
      '    files of the live release were changed by hand: this one has them from the commit',
    ])
    const lost = announcementLines({ ...announcement, former: record, lostPython: '3.11' }, voice, short)
    expect(lost[2]).toMatch(/^ {4}Python 3\.11, on which the live release runs, is no longer on the server/)
    const cutOff = { ...announcement, former: { ...record, verdict: 'unfinished' as const } }
    expect(announcementLines(cutOff, voice, short)[2]).toBe(
      '    the live one was cut off before its end: its workers may still be of the one before',
    )
    expect(announcementLines({ ...cutOff, underWay: true }, voice, short)[2]).toBe(
      '    a deploy is under way, and what is live changes meanwhile: `cabestan deploy --follow`',
    )
  })

  it('says that visitors see the maintenance page, also where nothing else is new', () => {
    for (const isSame of [false, true]) {
      const lines = announcementLines({ ...announcement, isSame, maintenance: true }, voice, short)
      expect(lines).toContain('! visitors see the maintenance page: `cabestan maintenance off` ends that')
    }
  })

  it('says which line of the configuration does not count, also where nothing else is new', () => {
    for (const isSame of [false, true]) {
      const lines = announcementLines({ ...announcement, isSame, shadowed: ['SECRET_KEY'] }, voice, short)
      expect(lines.join(' ')).toContain('does not count for SECRET_KEY')
    }
  })

  it('says which processes fell over since, also where nothing else is new', () => {
    for (const isSame of [false, true]) {
      const fallen = [{ name: 'worker', fallen: 12 }]
      const lines = announcementLines({ ...announcement, isSame, fallen }, voice, short)
      expect(lines).toContain('! worker: fell over, started again 12 times: `cabestan logs worker`')
    }
  })

  it('says that the live release has a problem already, also where nothing else is new', () => {
    for (const isSame of [false, true]) {
      const lines = (status: number | null) =>
        announcementLines(
          { ...announcement, isSame, probe: { status, milliseconds: 12 } },
          voice,
          short,
        ).join('\n')
      expect(lines(502)).toContain('! The release that is live has a problem already: its page answers 502.')
      expect(lines(null)).toContain(
        '! The release that is live has a problem already: its page does not answer.',
      )
      expect(lines(404)).not.toContain('not well')
    }
  })

  it('names packages that nobody declared, and migrations that are made', () => {
    const lines = announcementLines(
      { ...announcement, approve: ['Django==5.2.1', 'Pillow'], migrationsMade: ['albums'] },
      voice,
      short,
    ).join('\n')
    expect(lines).toContain('read from the imports, and are to be installed: Django==5.2.1,')
    expect(lines).toContain('Pillow')
    expect(lines).toContain('to be committed: albums')
  })

  it('asks nothing of that where all is declared', () => {
    expect(announcementLines(announcement, voice, short).join('\n')).not.toContain('!')
  })
})

describe('what the public address answers', () => {
  const domain = 'shop.example'
  const proof = {
    domain,
    url: 'http://shop.example/',
    address: '203.0.113.10',
    status: 503,
    front: null,
    problem: null,
    astray: [],
  }
  const told = { isFirst: true }

  it('is no fault of the site where the maintenance page is on', () => {
    const [line] = proofLines(proof, { ...told, isShut: true }, voice)
    expect(line).toBe(
      '! http://shop.example/ shows the maintenance page: `cabestan maintenance off` ends that.',
    )
  })

  it('ends with what to type next, each on a line of its own and with nothing behind it', () => {
    const lines = proofLines({ ...proof, status: 200 }, { isFirst: false, isShut: false }, voice)
    expect(lines.slice(1)).toEqual([
      'What it says: `cabestan logs -f`',
      'Back to the one before: `cabestan rollback`',
    ])
  })

  it('is told of a site whose name leads nowhere yet as well', () => {
    const astray = [{ domain, problem: 'dns-missing' as const, found: [] }]
    const unnamed = { ...proof, astray }
    const [, , shut] = proofLines(unnamed, { ...told, isShut: true }, voice)
    expect(shut).toMatch(/^! .* shows the maintenance page: `cabestan maintenance off` ends that\.$/)
    const [, , unwell] = proofLines({ ...unnamed, status: 500 }, { ...told, isShut: false }, voice)
    expect(unwell).toMatch(/^! .* answers 500; .* does not work yet\.$/)
    const well = proofLines({ ...unnamed, status: 200 }, { ...told, isShut: false }, voice)
    expect(well.join('\n')).not.toContain('answers 200')
  })

  it('names each domain that leads elsewhere, below what the one that was asked answers', () => {
    const astray = [
      { domain: 'www.shop.example', problem: 'dns-missing', found: [] },
      { domain: 'shop.fr', problem: 'dns-elsewhere', found: ['198.51.100.7'] },
    ] as const
    const lines = proofLines({ ...proof, status: 200, astray }, { ...told, isShut: false }, voice)
    expect(lines.slice(0, 3)).toEqual([
      '✓ http://shop.example/ answers 200',
      '! www.shop.example is not known to DNS yet. Have it lead to 203.0.113.10.',
      '! shop.fr leads to 198.51.100.7, and not to 203.0.113.10, where the site is. Change its DNS record.',
    ])
    expect(lines.join('\n')).not.toContain('curl')
  })

  it('tells how to ask it by its address where its own name leads elsewhere', () => {
    const astray = [{ domain: 'shop.example', problem: 'dns-missing', found: [] }] as const
    const lines = proofLines({ ...proof, status: 200, astray }, { ...told, isShut: false }, voice)
    expect(lines[0]).toMatch(/^! shop\.example is not known/)
    expect(lines[1]).toContain('`curl -H "Host: shop.example" http://203.0.113.10/`')
    expect(lines.slice(2).join(' ')).toContain('the line `203.0.113.10 shop.example` in the hosts file')
  })

  it.each([
    [500, true, '! http://shop.example/ answers 500: visitors of the front page see an error'],
    [500, false, '! http://shop.example/ answers 500: visitors of the front page see an error'],
    [404, true, 'http://shop.example/ answers 404: the project has no page there. One that works: http'],
    [404, false, null],
    [302, true, null],
  ])('is also what the front page answers, %i, where another proved the site', (front, isFirst, said) => {
    const other = { ...proof, url: 'http://shop.example/login/', status: 200, front }
    const lines = proofLines(other, { isFirst, isShut: false }, voice)
    const found = lines.find((line) => line.includes('http://shop.example/ ')) ?? null
    expect(found?.slice(0, said?.length) ?? null).toBe(said)
  })

  it('is one where it is not', () => {
    const [line] = proofLines(proof, { ...told, isShut: false }, voice)
    expect(line).toMatch(/^! .* answers 503; .* does not work yet\.$/)
  })
})

describe('what is left to do when the first release is live', () => {
  const first = { superuser: true, fixtures: [] }

  it('is an administrator to make, where nobody is there yet', () => {
    expect(firstStepLines({ ...first, seed: null }, voice).join(' ')).toBe(
      'Make yourself an administrator: `cabestan run -- manage.py createsuperuser`',
    )
  })

  it('is the passwords to change, where the database came out of git', () => {
    const lines = firstStepLines({ ...first, seed: 'src/db.sqlite3' }, voice).join(' ')
    expect(lines).toContain('begins with the accounts of src/db.sqlite3')
    expect(lines).toContain('`cabestan run -- manage.py changepassword NAME`')
  })
})
