import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const listed = execFileSync('git', ['-C', root, 'ls-files', '-z', '*.fr.md', 'docs/guide/fr/*.md'])
const pages = listed.toString().split('\0').filter(Boolean)

it.each(pages)('%s is never broken before its French marks', (page) => {
  const text = readFileSync(`${root}/${page}`, 'utf8')
  const prose = text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`]*`/g, '`')
  expect(prose.match(/.*\S [:;!?»](?![\w-]).*|.*« .*/g) ?? []).toEqual([])
})
