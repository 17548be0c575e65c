import { expect, it } from 'vitest'
import { readOwnCode } from '../dependencies/code/own-code.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readPythonEvidence } from './python-evidence.ts'

function oldest(code: string): readonly string[] {
  const file = readOwnCode(memoryTree({ 'shop.py': code }), ['shop.py'], ['']).file('shop.py')
  return readPythonEvidence(file ? [file] : [], new Set()).oldest.map(({ series }) => series)
}

it.each([
  ['x = t"a {n}"\n', ['3.14']],
  ['x = tr"a"\n', ['3.14']],
  ['x = split"a"\n', []],
  ['try:\n    pass\nexcept ValueError, json.JSONDecodeError:\n    pass\n', ['3.14']],
  ['try:\n    pass\nexcept (ValueError, TypeError):\n    pass\n', []],
  // Python 2 gave the error a name so.
  ['try:\n    pass\nexcept ValueError, error:\n    pass\n', []],
  ['from string.templatelib import Template\n', ['3.14']],
  ['from typing import ReadOnly\n', ['3.13']],
])('%j', (code, series) => {
  expect(oldest(code)).toEqual(series)
})
