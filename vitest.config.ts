import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes more than a minute or so, the longest first, so that no worker is left alone with one at the end. */
const longest = [
  'tests/bare-machine.test.ts',
  'tests/release-errors-interrupted.test.ts',
  'tests/lockout.test.ts',
  'tests/overlay.test.ts',
  'tests/ubuntu.test.ts',
  'tests/release-database.test.ts',
  'tests/release-venv.test.ts',
  'tests/deploy.test.ts',
  'tests/sandbox-interrupted.test.ts',
  'tests/sandbox.test.ts',
  'tests/release.test.ts',
  'tests/steps/access.test.ts',
  'tests/machine.test.ts',
  'tests/release-errors-start.test.ts',
  'tests/steps/package.test.ts',
  'tests/steps/system.test.ts',
  'tests/steps/postgres.test.ts',
  'tests/release-errors-database.test.ts',
  'tests/steps/redis.test.ts',
  'tests/release-errors-disk.test.ts',
  'tests/release-gis.test.ts',
  'tests/errors-server.test.ts',
  'tests/release-commands.test.ts',
  'tests/release-web.test.ts',
  'tests/connection-installation.test.ts',
  'tests/release-errors-build.test.ts',
]

/** The others by their size. */
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
    globalSetup: ['tests/harness/scratch.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/*.test.ts'],
          setupFiles: ['tests/harness/seed.ts'],
          // It only ends what hangs: on a busy machine git takes seconds for what it does in a tenth of one.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A test that asks nothing cannot fail.
          expect: { requireAssertions: true, poll: { timeout: 50_000 } },
          // A worker that begins anew for each file takes two thirds of the processor's time for loading what it had.
          isolate: false,
          // One of the two cores had nothing to do meanwhile.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/**/*.test.ts'],
          // Real servers: apt and whatever else runs decide how long a test takes, so the bounds only end what hangs.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // A command line that starts takes a quarter less where Node keeps what it compiled; they start a thousand times.
          env: {
            NODE_COMPILE_CACHE: fileURLToPath(
              new URL('node_modules/.cache/cabestan-compiled', import.meta.url),
            ),
          },
          // What is asked is mostly asked by ssh, and a login takes a tenth of a second of processor.
          expect: { poll: { timeout: 180_000, interval: 300 } },
          fileParallelism: true,
          // With four, the processor had nothing to do for a sixth of the run.
          maxWorkers: 5,
        },
      },
    ],
  },
})
