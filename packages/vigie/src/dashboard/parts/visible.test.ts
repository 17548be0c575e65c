import { describe, expect, it } from 'vitest'
import { plain, safeAddress, visible } from './visible.ts'

describe('text of a stranger', () => {
  it('shows control characters as signs and keeps its lines', () => {
    expect(visible('a\u001b[31mred\u0000\u007f\u009b\n\tb')).toBe('a␛[31mred␀␡�\n\tb')
    expect(visible('half \ud800 a pair')).toBe('half � a pair')
  })

  it('is one line without anything that steers where nothing isolates it', () => {
    expect(plain(' invoice\u202Etxt.exe \n\u001b[2J now ')).toBe('invoicetxt.exe [2J now')
  })

  it('becomes a link only with http and https', () => {
    expect(safeAddress('https://example.org/a?b')).toBe('https://example.org/a?b')
    for (const text of [
      'javascript:alert(1)',
      ' https://x',
      'data:text/html,x',
      '//x',
      'http://',
      'ftp://x/',
    ]) {
      expect(safeAddress(text), text).toBeNull()
    }
  })
})
