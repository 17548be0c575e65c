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
