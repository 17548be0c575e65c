import { describe, expect, it } from 'vitest'
import { record, voice } from './release-view.fixture.ts'
import { releasesLines } from './releases-view.ts'
import { paintFor } from './screen.ts'
import { widthOf } from './text/text-width.ts'
import { voiceIn } from './voice.ts'

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

  it('stay in line on a narrow screen, and do without other columns before the subject says nothing', () => {
    const commit = { ...record.commit, subject: 'Show the covers of all records that were found' }
    const rows = [
      { ...record, commit, live: true },
      { ...record, commit, number: 16, live: false },
    ]
    const at = (columns: number) => releasesLines(rows, { ...voice, columns, room: columns })
    for (const columns of [60, 80, 100, 120]) {
      expect(
        at(columns)
          .map(widthOf)
          .every((width) => width <= columns),
      ).toBe(true)
    }
    expect(at(120)[1]).toMatch(/^● 17 {5}1a2b3c4 {2}Show the covers of all rec\S* .*… {2}Céline .* 0\/4210$/)
    expect(at(100)[1]).toMatch(/^● 17 {5}1a2b3c4 {2}Show the covers of all .*… {2}Céline .* 0\/4210$/)
    expect(at(80)[0]).toMatch(/^release {2}commit {3}subject {2,}when .* took {2,}verdict$/)
    expect(at(80)[1]).toMatch(/^● 17 {5}1a2b3c4 {2}Show the covers of all .*… {2}5 Oct .* live$/)
    expect(at(60)[1]).toMatch(/Show the co.*…/)
  })

  it('have their whole subject in a pipe, where nobody knows how wide it is shown', () => {
    const commit = { ...record.commit, subject: 'Show the covers of all records that were found' }
    expect(releasesLines([{ ...record, commit, live: true }], voice)[1]).toContain(
      `${commit.subject}  Céline`,
    )
  })

  it('cut what is too long, and carry no control characters over', () => {
    const commit = { ...record.commit, subject: `\u001b[31m${'long '.repeat(50)}`, author: 'x'.repeat(80) }
    const [, line = ''] = releasesLines([{ ...record, commit, live: true }], {
      ...voiceIn('fr', paintFor(false), 120),
      room: 120,
    })
    expect(widthOf(line)).toBeLessThanOrEqual(120)
    expect(line).not.toContain('\u001b')
    expect(line).toContain('en ligne')
  })

  it('may be none yet', () => {
    expect(releasesLines([], voice)).toEqual(['There are no releases yet. Make one: `cabestan deploy`.'])
  })
})
