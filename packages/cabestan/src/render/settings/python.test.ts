import { describe, expect, it } from 'vitest'
import { commentLines, dictOf, listOf, pythonText, quoted, texts } from './python.ts'

describe('Python as it is written', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", String.raw`'it\'s'`],
    ['a\\b\n', String.raw`'a\\b\n'`],
    ['café', String.raw`'caf\xe9'`],
    ['✓', String.raw`'\u2713'`],
    ['😀', String.raw`'\U0001f600'`],
    ['\u0000', String.raw`'\x00'`],
  ])('%j is text that nothing can break', (text, python) => {
    expect(quoted(text)).toBe(python)
  })

  it('stays on one line while it fits', () => {
    expect(pythonText(dictOf(["'a'", texts(['b', 'c'])], [null, 'more']))).toBe("{'a': ['b', 'c'], **more}")
    expect(pythonText({ brackets: '()', items: ['1'] })).toBe('(1,)')
  })

  it('has an item a line where it does not', () => {
    const long = 'x'.repeat(60)
    expect(pythonText(listOf([dictOf(["'a'", quoted(long)]), quoted(long)]))).toBe(
      `[\n    {'a': '${long}'},\n    '${long}',\n]`,
    )
  })

  it('filters a list', () => {
    const when = ["app != 'x'", 'find_spec(app)']
    expect(pythonText({ each: 'app', of: 'APPS', when })).toBe(
      "[app for app in APPS if app != 'x' and find_spec(app)]",
    )
    expect(pythonText({ each: 'app', of: 'APPS', when, within: true }, 80)).toBe(
      "*(\n    app\n    for app in APPS\n    if app != 'x'\n    and find_spec(app)\n)",
    )
    expect(pythonText(listOf([{ each: 'app', of: 'APPS', when: [], within: true }]))).toBe('[*APPS]')
  })

  it('keeps a comment a comment', () => {
    expect(commentLines('one\nimport os')).toEqual(['# one import os'])
  })
})
