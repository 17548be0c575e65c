import { expect, it } from 'vitest'
import { codeLines } from '../../runtime/code-lines.ts'
import { importsOf } from './imports.ts'

const source = `"""
import nothing
"""
import os, stripe as s; import redis
from .models import (
    Book,  # from x import y
    Author as A,
)
try:
    import ujson
except ImportError:
    import json
if DEBUG:
    from debug_toolbar import urls
def pay():
    import paypal
text = 'import no'
`

it('reads what a file imports, and whether it can do without', () => {
  expect(importsOf(codeLines(source))).toEqual([
    { module: 'os', names: [], line: 4, optional: false, lazy: false },
    { module: 'stripe', names: [], line: 4, optional: false, lazy: false },
    { module: 'redis', names: [], line: 4, optional: false, lazy: false },
    { module: '.models', names: ['Book', 'Author'], line: 5, optional: false, lazy: false },
    { module: 'ujson', names: [], line: 10, optional: true, lazy: false },
    { module: 'json', names: [], line: 12, optional: true, lazy: false },
    { module: 'debug_toolbar', names: ['urls'], line: 14, optional: true, lazy: false },
    { module: 'paypal', names: [], line: 16, optional: false, lazy: true },
  ])
})

// A time that grew with the square of the length would run into the test's time limit.
it('survives quotes and brackets without an end', () => {
  const open = `x = ${'('.repeat(400_000)}\n"""${'a\n'.repeat(200_000)}`
  expect(codeLines(open)).toHaveLength(0)
  expect(codeLines(`${"'".repeat(400_001)}\n`.repeat(4))).toHaveLength(0)
})
