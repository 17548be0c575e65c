import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { parseFile, parsePython } from './parse.ts'
import type { Expression, Statement } from './syntax.ts'
import { argumentOf, dotted, topLevel, walk, walkExpressions } from './walk.ts'

function parsed(text: string): readonly Statement[] {
  return parsePython(text, 'a.py').body
}

function value(text: string): Expression | null {
  const [first] = parsed(text)
  return first?.type === 'expression' || first?.type === 'assign' ? first.value : null
}

/** Writes as much of an expression as shows its structure. */
function shape(expression: Expression | null): string {
  switch (expression?.type) {
    case 'name':
      return expression.name
    case 'text':
      return JSON.stringify(expression.text)
    case 'number':
      return String(expression.number)
    case 'and':
    case 'or':
      return `(${shape(expression.left)} ${expression.type} ${shape(expression.right)})`
    case 'unary':
      return `(${expression.operator} ${shape(expression.operand)})`
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`
    case 'compare':
      return `(${shape(expression.first)}${expression.rest.map(({ operator, right }) => ` ${operator} ${shape(right)}`).join('')})`
    case 'conditional':
      return `(${shape(expression.test)} ? ${shape(expression.ifTrue)} : ${shape(expression.ifFalse)})`
    default:
      return expression?.type ?? 'nothing'
  }
}

describe('expressions', () => {
  it.each([
    ['not a and b', '((not a) and b)'],
    ['a and not b or c', '((a and (not b)) or c)'],
    ['a or b and not c', '(a or (b and (not c)))'],
    ['not a == b or c', '((not (a == b)) or c)'],
    ['not (a and b)', '(not (a and b))'],
    ['a < b <= c', '(a < b <= c)'],
    ['(a < b) == c', '((a < b) == c)'],
    ['a not in b', '(a not in b)'],
    ['a is not None', '(a is not none)'],
    ['a <> b', '(a != b)'],
    ['x = a if not b and c else d', '(((not b) and c) ? a : d)'],
    ['a + b * c', '(a + (b * c))'],
    ['0o17', '15'],
    ['0644', '420'],
    ['1_000', '1000'],
    ['.5', '0.5'],
  ])('%s', (text, expected) => {
    expect(shape(value(text))).toBe(expected)
  })

  it.each([
    [
      String.raw`'a\n\x41\u00e9\101\
b'`,
      'a\nA\u00e9Ab',
    ],
    [String.raw`r'\d'`, String.raw`\d`],
    [String.raw`b'\u00e9'`, String.raw`\u00e9`],
    [String.raw`'\d'`, String.raw`\d`],
    [`'a' "b" '''c'''`, 'abc'],
    [`"""a\r\nb"""`, 'a\nb'],
    ["u'é'", 'é'],
  ])('text %#', (text, expected) => {
    expect(value(text)).toMatchObject({ type: 'text', text: expected })
  })

  it('takes templates apart, with what is in them', () => {
    expect(value(`f"a{b!r:>{w}}{{c}}" 'd'`)).toMatchObject({
      type: 'template',
      parts: [
        'a',
        { value: { name: 'b' }, conversion: 'r', spec: ['>', { value: { name: 'w' } }] },
        '{c}',
        'd',
      ],
    })
    expect(value(`f'{a['x']}'`)).toMatchObject({ parts: [{ value: { type: 'subscript' } }] })
  })

  it('finds the arguments of a call', () => {
    const call = value('f(a, *b, c=1, **d)')
    if (call?.type !== 'call') throw new Error('no call')
    expect(call.arguments.map(({ name, star }) => `${star}${name ?? ''}`)).toEqual(['', '*', 'c', '**'])
    expect(argumentOf(call, 'c')).toMatchObject({ number: 1 })
    expect(argumentOf(call, 'first', 0)).toMatchObject({ name: 'a' })
    expect(argumentOf(call, 'second', 1)).toBeNull()
    expect(dotted(value('a.b.c') ?? call)).toBe('a.b.c')
  })

  it('keeps the targets of a generator together', () => {
    const call = value('dict((a, b) for a, b in c)')
    expect(call).toMatchObject({
      arguments: [{ value: { type: 'comprehension', clauses: [{ target: { type: 'tuple' } }] } }],
    })
  })
})

describe('statements', () => {
  it.each([
    [
      'from ..a.b import (c as d, e)',
      { type: 'from', level: 2, module: 'a.b', names: [{ as: 'd' }, { name: 'e' }] },
    ],
    ['from ... import a', { type: 'from', level: 3, module: '' }],
    ['from a import *', { type: 'from', level: 0, names: '*' }],
    [
      'import a.b as c, d',
      {
        type: 'import',
        modules: [
          { module: 'a.b', as: 'c' },
          { module: 'd', as: null },
        ],
      },
    ],
    ['a = b = 1', { type: 'assign', targets: [{ name: 'a' }, { name: 'b' }], value: { number: 1 } }],
    ['a: int = 1', { type: 'assign', annotation: { name: 'int' } }],
    ['a: int', { type: 'assign', value: null }],
    ['a += 1, 2', { type: 'update', operator: '+', value: { type: 'tuple' } }],
    ['raise A, "x"', { type: 'raise', exception: { type: 'call' } }],
    ['print "a"', { type: 'expression', value: { type: 'call', callee: { name: 'print' } } }],
    ['with (a, b):\n  c', { type: 'with', items: [{ value: { name: 'a' } }, { value: { name: 'b' } }] }],
    [
      '@a.b(1)\ndef f(a, *, b=1): pass',
      { decorators: [{ type: 'call' }], parameters: [{ name: 'a' }, { namedOnly: true }] },
    ],
    ['type X = int', { type: 'alias', name: 'X' }],
    [
      'match a:\n  case 1 | 2:\n    b\n  case _:\n    c',
      { type: 'match', cases: [{ pattern: { type: 'or' } }, { pattern: { type: 'any' } }] },
    ],
  ])('%s', (text, expected) => {
    expect(parsed(text)[0]).toMatchObject(expected)
  })

  it('knows `except A, e` of Python 2 from `except A, B` of 3.14', () => {
    expect(parsed('try:\n  a\nexcept A, e:\n  b')).toMatchObject([
      { handlers: [{ exception: { name: 'A' }, name: 'e' }] },
    ])
    expect(parsed('try:\n  a\nexcept A, B:\n  b')).toMatchObject([
      { handlers: [{ exception: { type: 'tuple' }, name: null }] },
    ])
  })

  it('keeps every branch', () => {
    expect(parsed('if a:\n  b\nelif c:\n  d\nelse:\n  e')).toMatchObject([
      { branches: [{ test: { name: 'a' } }, { test: { name: 'c' } }], otherwise: [{ type: 'expression' }] },
    ])
  })

  it('walks', () => {
    const body = parsed('if a:\n  b = 1\n  def f():\n    c = 2\n')
    expect(walk(body).map(({ line }) => line)).toEqual([1, 2, 3, 4])
    expect(topLevel(body).map(({ line }) => line)).toEqual([1, 2, 3])
    expect(walkExpressions(body).filter(({ type }) => type === 'number')).toHaveLength(2)
  })
})

describe('lines', () => {
  it.each([
    ['\ufeffA = 1\r\nB = \\\r\n  2\r\nC = 3\r\n'],
    ['A = 1\rB = \\\r  2\rC = 3\r'],
    ['A = 1\nB = \\\n\t2\nC = 3'],
  ])('are those of the file, whatever ends them %#', (text) => {
    const module = parsePython(text, 'a.py')
    expect(module.body.map(({ line }) => line)).toEqual([1, 2, 4])
    expect(module.broken).toEqual([])
  })
})

describe('what is broken', () => {
  it.each([
    ['A = [1, 2 3]\nB = 1', 1],
    ['exec "code" in names\nB = 1', 1],
    ['A = `x`\nB = 1', 1],
    ['A = 10L\nB = 1', 1],
    ['<<<<<<< HEAD\nA = 1\n=======\nB = 1\n>>>>>>> x', 1],
    ['A = t"x{a}"\nB = 1', 1],
    ['def f((a, b)):\n  pass\nB = 1', 1],
    ['A = "x\nB = 1', 0],
  ])('%s', (text, lines) => {
    const { body, broken } = parsePython(text, 'a.py')
    expect(broken.length).toBeGreaterThanOrEqual(lines)
    const last = body.filter((statement) => statement.type === 'assign').at(-1)
    expect(last).toMatchObject({ targets: [{ name: 'B' }], value: { number: 1 } })
  })

  it('is no bare yield', () => {
    expect(parsePython('def f():\n  yield\n', 'a.py').broken).toEqual([])
  })

  it('is no long file: statements are not chained', () => {
    const line = 'ALLOWED = {"a": [1, 2, "three"], "b": foo(a=1), "c": (1, 2)}\nSEND = get(1)\n'
    expect(parsePython(line.repeat(2500), 'a.py').broken).toEqual([])
  })
})

describe('bounds', () => {
  it.each([
    ['brackets', '('.repeat(200_000)],
    ['words', `x = ${'not '.repeat(100_000)}a`],
    ['sums', `x = ${'a+'.repeat(200_000)}a`],
    ['attributes', `x = a${'.b'.repeat(200_000)}`],
    ['templates', 'f"{'.repeat(50_000)],
    ['branches', `if a:\n b\n${'elif a:\n b\n'.repeat(20_000)}`],
    ['blocks', Array.from({ length: 700 }, (_, at) => `${' '.repeat(at)}if a:\n`).join('')],
  ])('nesting of %s', (_name, text) => {
    const { body } = parsePython(text, 'a.py')
    expect(walkExpressions(body).length).toBeLessThan(500_000)
  })

  it('says that a file is too large', () => {
    expect(parsePython('x = 1\n'.repeat(2_000_000), 'a.py')).toMatchObject({
      tooLarge: true,
      body: [],
      broken: [{ file: 'a.py' }],
    })
  })

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(() => walkExpressions(parsePython(text, 'a.py').body)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })
})

describe('parseFile', () => {
  it('parses a file of a tree once', () => {
    const tree = memoryTree({ 'a.py': 'x = 1' })
    expect(parseFile(tree, 'a.py')).toBe(parseFile(tree, 'a.py'))
    expect(parseFile(tree, 'b.py')).toBeNull()
  })
})
