import { describe, expect, it } from 'vitest'
import {
  alternatives,
  booleanOf,
  entry,
  isKnown,
  isNone,
  isRandom,
  itemsOf,
  keysBehind,
  keysOf,
  numberOf,
  placeOf,
  textOf,
  valuesOf,
} from './access.ts'
import { treePath } from './checkout.ts'
import { evaluated, printed } from './printed.fixture.ts'
import type { Value } from './values.ts'

const fork = 'import socket, os\nhere = socket.gethostname() == "a"\n'

function value(expression: string): Value | undefined {
  return evaluated(`${fork}X = ${expression}`).names.get('X')
}

describe('access', () => {
  it('reads plain values, and of choices what all of them say', () => {
    expect(textOf(value('"a"'))).toBe('a')
    expect(textOf(value('"a" if here else "b"'))).toBeNull()
    expect(textOf(value('1'))).toBeNull()
    expect(numberOf(value('2'))).toBe(2)
    expect(isNone(value('None'))).toBe(true)
    expect(alternatives(value('"a" if here else "b"')).map(printed)).toEqual(["'a'", "'b'"])
    expect(textOf(undefined)).toBeNull()
  })

  it.each([
    ['[]', false],
    ['""', false],
    ['{"a": 1}', true],
    ['0', false],
    ['None', false],
    ['os.environ["A"]', null],
    ['here', null],
    ['1 if here else 2', true],
    ['[] if here else [1]', null],
  ])('truth of %s', (expression, expected) => {
    expect(booleanOf(value(expression))).toBe(expected)
  })

  it('lists texts, and says whether these are all', () => {
    expect(itemsOf(value('["a", "b"]'))).toEqual({ items: ['a', 'b'], complete: true })
    expect(itemsOf(value('["a"] + (["b"] if here else ["c"])'))).toEqual({
      items: ['a', 'b', 'c'],
      complete: false,
    })
    expect(itemsOf(value('["a", here]'))).toEqual({ items: ['a'], complete: false })
    expect(itemsOf(undefined)).toEqual({ items: [], complete: false })
    expect(valuesOf(value('[1, 2]')).map(printed)).toEqual(['1', '2'])
  })

  it('follows a path of keys', () => {
    const databases = value('{"default": {"ENGINE": "e"}, "more": [{"a": os.environ["B"]}]}')
    expect(textOf(entry(databases, 'default', 'ENGINE'))).toBe('e')
    expect(entry(databases, 'more', 0, 'a')).toMatchObject({ type: 'environment', key: 'B' })
    expect(entry(databases, 'default', 'NAME')).toBeUndefined()
    expect(keysOf(databases)).toEqual(['default', 'more'])
    expect(keysBehind(databases)).toEqual(['B'])
    expect(isKnown(databases)).toBe(false)
    expect(isKnown(entry(databases, 'default'))).toBe(true)
    expect(placeOf(databases)).toEqual({ file: 'settings.py', line: 3 })
  })

  it('knows a key that is made anew at each start', () => {
    const made = 'import random, secrets\nfrom django.core.management.utils import get_random_secret_key\n'
    const texts = [
      'get_random_secret_key()',
      'secrets.token_urlsafe(50)',
      '"x" + secrets.token_hex()',
      '"".join(random.choice("abc") for i in range(50))',
      '"".join([random.SystemRandom().choice("abc") for i in range(50)])',
      'os.environ.get("K", get_random_secret_key())',
    ]
    for (const text of texts) {
      expect(isRandom(evaluated(`import os\n${made}X = ${text}`).names.get('X')), text).toBe(true)
    }
    expect(isRandom(value('"fixed"'))).toBe(false)
  })

  it('tells what lies in the checkout', () => {
    expect(treePath(value('os.path.join(os.path.dirname(__file__), "a")'))).toBe('a')
    expect(treePath(value('os.path.dirname(os.path.abspath(__file__))'))).toBe('')
    expect(treePath(value('os.path.join(os.path.dirname(__file__), "..", "a")'))).toBeNull()
    expect(treePath(value('"/var/log"'))).toBeNull()
  })
})
