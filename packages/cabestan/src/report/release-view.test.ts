import type { ChangeItem } from '@cabestan/protocol/changes'
import { describe, expect, it } from 'vitest'
import { announcement } from './announcement.fixture.ts'
import { record, voice } from './release-view.fixture.ts'
import { type Announcement, announcementLines } from './release-view.ts'
import { paintFor } from './screen.ts'
import { voiceIn } from './voice.ts'

const short = { whole: false }

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
    const told = (self: typeof formerSelf, renamed: 'app' | 'environment') =>
      announcementLines({ ...announcement, formerSelf: { ...self, renamed } }, voice, short).join(' ')
    const lines = told(formerSelf, 'app')
    expect(lines).toContain(
      '! shop on this server is of the same project (release 17: 1a2b3c4 Add the search page)',
    )
    expect(lines).toContain('`app: shop`')
    expect(announcementLines(announcement, voice, short).join(' ')).not.toContain('same project')
    const staging = told({ ...formerSelf, owner: { app: 'shop', environment: 'staging' } }, 'environment')
    expect(staging).toContain('! shop (staging) on this server is of the same project')
    expect(staging).toContain('`cabestan remove -e staging`')
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
