import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/**
 * The whole of `bin/test`: lint, types and dead code count as one test each; then units, then real servers.
 * It goes on after a failure, so that one run tells everything, and ends with one line of numbers. Words that
 * are given narrow the tests, not the checks, to files whose path contains one of them.
 */
interface Tally {
  readonly passed: number
  readonly failed: number
  readonly failures: readonly Failure[]
}

interface Failure {
  readonly name: string
  /** As its assertion or its exception said it. */
  readonly message?: string | undefined
}

/** What is read of the JSON that Vitest writes. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: readonly {
    name: string
    status: string
    message: string
    assertionResults: readonly { fullName: string; status: string; failureMessages: readonly string[] }[]
  }[]
}

// What is repeated on other releases of Debian and Ubuntu runs there too: tests/harness/suites.ts.
if (process.argv.includes('--all')) process.env['CABESTAN_TEST_ALL'] = 'yes'
const filters = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const reports = await mkdtemp(join(tmpdir(), 'cabestan-test-'))
const tallies: Tally[] = []

for (const [name, ...argv] of [
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['types', 'tsc', '--noEmit'],
  ['types of the pages', 'tsc', '--noEmit', '--project', 'packages/vigie/src/dashboard'],
  ['dead code', 'knip'],
] as const) {
  tallies.push(await check(name, argv))
}
tallies.push(await check('build', ['node', 'scripts/build.ts']))
tallies.push(await suite('unit'))
tallies.push(await suite('e2e'))
await rm(reports, { recursive: true })

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
// Ten thousand lines may stand between a failure and the end, and who sees the end alone wants to know.
for (const { name, message = '' } of tallies.flatMap(({ failures }) => failures))
  console.log(`FAILED: ${name}\n${inShort(message)}`.trimEnd().replaceAll(/\n+/g, '\n  '))
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function check(name: string, argv: readonly string[]): Promise<Tally> {
  const code = await run(argv)
  console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${name}`)
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [{ name }] }
}

async function suite(project: string): Promise<Tally> {
  const report = join(reports, `${project}.json`)
  const code = await run([
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...(filters.length > 0 ? ['--passWithNoTests', ...filters] : []),
  ])
  const counts: Report | null = await readFile(report, 'utf8').then(JSON.parse, () => null)
  // A run that failed without a failing test (a hook, a broken file) is a failure all the same.
  const failed = Math.max(counts?.numFailedTests ?? 0, code === 0 ? 0 : 1)
  const failures = failed === 0 ? [] : failuresIn(counts, project)
  return { passed: counts?.numPassedTests ?? 0, failed, failures }
}

function failuresIn(counts: Report | null, project: string): Failure[] {
  const files = counts?.testResults.filter(({ status }) => status === 'failed') ?? []
  const failures = files.flatMap(({ name, message, assertionResults }) => {
    const path = relative('', name)
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length === 0) return [{ name: path, message }]
    return tests.map((test) => ({ name: `${path} > ${test.fullName}`, message: test.failureMessages[0] }))
  })
  return failures.length === 0 ? [{ name: `${project}, without a test that did` }] : failures
}

/** Without its stack, and of a long output the beginning and the end: the whole stands further up. */
function inShort(message: string): string {
  const text = stripVTControlCharacters(message).replaceAll(/\n *at .*/g, '')
  return text.length <= 900 ? text : `${text.slice(0, 400)}\n…\n${text.slice(-500)}`
}

/** Programs of the project come first, and run under its own Node. */
function run(argv: readonly string[]): Promise<number> {
  const [program = '', ...rest] = argv
  return new Promise((resolve, reject) => {
    const path = `node_modules/.bin:${process.env['PATH']}`
    spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: path } })
      .on('error', reject)
      .on('close', (code) => resolve(code ?? 1))
  })
}
