import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, so that no worker is left alone with it at the end. The others by their size. */
const longest = [
  'tests/bare-machine.test.ts',
  'tests/lockout.test.ts',
  'tests/release-errors-interrupted.test.ts',
  'tests/overlay.test.ts',
  'tests/release-gis.test.ts',
  'tests/deploy.test.ts',
  'tests/machine.test.ts',
  'tests/ubuntu.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((path) => moduleId.endsWith(path))
      return place === -1 ? longest.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/*.test.ts'],
          testTimeout: 10_000,
          // A worker that begins anew for each file takes two thirds of the processor's time for loading what it had.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/**/*.test.ts'],
          // Real servers: apt and whatever else runs decide how long a test takes, so the bounds only end what hangs.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 180_000, interval: 100 } },
          fileParallelism: true,
          maxWorkers: 4,
        },
      },
    ],
  },
})
