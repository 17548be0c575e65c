import { expect, it } from 'vitest'
import { holds } from './marker.ts'

it.each([
  ['', null, true],
  ['sys_platform == "win32"', null, false],
  ["platform_system != 'Windows'", null, true],
  ["python_version < '3.8'", '3.9', false],
  ["python_version >= '3.10'", '3.9', false],
  ["python_version >= '3.10'", '3.11', true],
  ["python_version < '3.8'", null, true],
  ["python_full_version < '3.11.3'", '3.11', true],
  ["python_full_version >= '3.11.3'", '3.11', true],
  ["'3.11.3' > python_full_version", '3.11', true],
  ["python_full_version == '3.11.4'", '3.11', true],
  ["python_full_version < '3.11'", '3.11', false],
  ["python_full_version < '3.9.7'", '3.10', false],
  ["python_full_version >= '3.12.1'", '3.11', false],
  ["python_version in '3.8 3.9'", '3.9', true],
  ["(os_name == 'nt' or sys_platform == 'linux') and python_version > '3'", '3.9', true],
  ["extra == 'redis'", '3.9', false],
  ["platform_machine == 'aarch64' and implementation_name == 'cpython'", '3.9', false],
  ['python_version ~~ nonsense (', '3.9', true],
  [`${'('.repeat(900)}os_name == 'nt'`, '3.9', true],
])('%j on %s: %s', (marker, python, expected) => {
  expect(holds(marker, { python })).toBe(expected)
})

it('is what the newest release of a series makes of it, where one has to be taken', () => {
  expect(holds("python_full_version < '3.11.3'", { python: '3.11', newest: true })).toBe(false)
})
