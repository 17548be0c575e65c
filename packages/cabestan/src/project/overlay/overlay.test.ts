import { describe, expect, it } from 'vitest'
import { overlayFiles } from '../../render/settings/overlay-files.ts'
import { overlayCases, viewOf } from './cases.fixture.ts'

const golden = (path: string) =>
  new URL(`../../../../../tests/golden/overlay/${path}`, import.meta.url).pathname

/** tests/overlay.test.ts lets Django itself judge the same files. */
describe('the overlay of a project', () => {
  it.each(overlayCases.map((each) => [each.form, each] as const))('%s', async (form, each) => {
    for (const { path, content } of overlayFiles(await viewOf(each))) {
      const place = isOfEveryForm(path) ? 'every-form' : form
      await expect(content).toMatchFileSnapshot(golden(`${place}/overlay/${path}`))
      expect(content).toMatch(/^# Managed by Cabestan\. /)
      expect(content).toMatch(/[^\n]\n$/)
    }
  })
})

/** Files that are the same for every project are compared in one case only. */
function isOfEveryForm(path: string): boolean {
  return /\/(?:logs|manage|middleware|reporting)\.py$/.test(path)
}
