import { expect, it } from 'vitest'
import { initModule } from './entry-points.ts'
import type { OverlayView } from './view.ts'

it('puts behind all packages what the project puts there', () => {
  const lines = (project: Partial<OverlayView['project']>) =>
    initModule({ package: 'cabestan_shop', project } as OverlayView)
      .split('\n')
      .filter((line) => /sys\.path|str\(release/.test(line))
  expect(lines({ pythonPath: ['', 'libs'], appended: ['libs'] })).toEqual([
    "sys.path.insert(0, str(release / 'source'))",
    "sys.path.append(str(release / 'source' / 'libs'))",
  ])
  expect(lines({ pythonPath: ['', 'libs'] })).toHaveLength(3)
})
