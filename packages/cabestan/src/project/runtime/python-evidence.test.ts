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
  // Python 2 gives the exception a name in this way.
  ['try:\n    pass\nexcept ValueError, error:\n    pass\n', []],
  // Between the braces its own quotes, a backslash or the end of a line: since 3.12.
  ['x = f"{a["b"]}"\n', ['3.12']],
  ['x = f\'"{a.replace("_", " ")}": {\' \'.join(b)}\'\n', ['3.12']],
  ["x = f\"<p>{a.replace('\\n', '<br>')}</p>\"\n", ['3.12']],
  ['x = f"{a(\n  1)}"\n', ['3.12']],
  ['x = f"{f"{a["b"]}" + c}"\n', ['3.12']],
  ['x = f"{a:>{w["n"]}}"\n', ['3.12']],
  // A comment only for who does not know where the string ends.
  ['x = f"{a["#"]}"; y = t"a"\n', ['3.12', '3.14']],
  ['x = f"{a[\'b\']} \\n {{ {c:%H:%M} {d!r} {e[1:2]}"\n', ['3.6']],
  ['x = f"""{a["b"]}\n{c(\n1)}"""\n', ['3.6']],
  ['x = f"{"\ny = 1\nz = t"a"\n', ['3.6', '3.14']],
  ['x = "{a["\ny = f"{}"\n', ['3.6']],
  ['from string.templatelib import Template\n', ['3.14']],
  ['from typing import ReadOnly\n', ['3.13']],
])('%j', (code, series) => {
  expect(oldest(code)).toEqual(series)
})
