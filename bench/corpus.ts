import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Answers } from '../packages/cabestan/src/project/answers.ts'
import { detectors, type Expectation, type Expected, judge, type Verdict } from './tools/expectation.ts'
import { median } from './tools/measure.ts'

/**
 * How much of public Django projects is read rightly: `init` and `check` over every clone of a directory, compared
 * with what a person read there (NAME.expected.json beside the clone NAME). `--table` prints it for docs/corpus.md.
 */
const words = process.argv.slice(2)
const directory = resolve(words.find((word) => !word.startsWith('--')) ?? '.')
const program = process.env['CABESTAN'] ?? new URL('../bin/cabestan', import.meta.url).pathname
const isTable = words.includes('--table')
const run = promisify(execFile)

interface Result {
  readonly name: string
  readonly commit: string
  readonly seconds: number
  /** The output of a command that did not come to a regular end. */
  readonly crash: string | null
  readonly outcome: string | null
  readonly judged: readonly Judged[] | null
}

interface Judged {
  readonly key: string
  readonly verdict: Verdict
  readonly expectation: Expectation
  readonly answer: unknown
}

interface Line {
  readonly type?: string
  readonly answers?: Answers
  readonly outcome?: string
  readonly code?: string
  readonly severity?: string
}

const results: Result[] = []
for (const name of await clones()) {
  const result = await measure(name)
  results.push(result)
  if (!isTable) printResult(result)
}
if (isTable) printTable(results)
else printSummary(results)

/** The clones in the directory, whose names are OWNER+NAME. */
async function clones(): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .flatMap((entry) => (entry.isDirectory() && entry.name.includes('+') ? [entry.name] : []))
    .sort()
}

/** Works on a copy, because `init` writes its file into the project. */
async function measure(name: string): Promise<Result> {
  const source = join(directory, name)
  const scratch = await mkdtemp(join(tmpdir(), 'cabestan-corpus-'))
  const copy = join(scratch, name)
  try {
    await run('git', ['clone', '--quiet', '--shared', source, copy])
    const began = performance.now()
    const init = await cabestan(copy, ['init', '--yes', '--json', '--server', 'deploy@server.example.org'])
    const check = await cabestan(copy, ['check', '--json'])
    const seconds = (performance.now() - began) / 2000
    return { name, commit: await commitOf(source), seconds, ...(await compared(name, init, check)) }
  } finally {
    await rm(scratch, { recursive: true })
  }
}

type Ran = { readonly lines: readonly Line[]; readonly said: string }

async function compared(
  name: string,
  init: Ran,
  check: Ran,
): Promise<Pick<Result, 'crash' | 'outcome' | 'judged'>> {
  const answers = check.lines.find(({ type }) => type === 'reading')?.answers
  const outcome = check.lines.find(({ type }) => type === 'checked')?.outcome ?? null
  const failed = [init, check].find(({ lines }) => !lines.some(({ type }) => type === 'reading'))
  const crash = failed || outcome === null ? (failed ?? check).said.trim().slice(-400) : null
  const expected = await expectedOf(name)
  if (!expected) return { crash, outcome, judged: null }
  return { crash, outcome, judged: judgedBy(expected, { ...answers, outcome }) }
}

function judgedBy(expected: Expected, answers: Readonly<Record<string, unknown>>): Judged[] {
  return Object.values(detectors)
    .flat()
    .flatMap((key) => {
      const expectation = expected[key]
      if (expectation === undefined) return []
      const answer = answers[key]
      return [{ key, expectation, answer, verdict: judge(key, expectation, answer) }]
    })
}

async function cabestan(cwd: string, argv: readonly string[]): Promise<Ran> {
  const options = { cwd, timeout: 180_000, maxBuffer: 2 ** 28 }
  const { stdout, stderr } = await run(program, argv, options).catch((error) => error)
  const lines = String(stdout ?? '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
  return { lines: lines.map((line) => JSON.parse(line)), said: `${stderr ?? ''}${lines.at(-1) ?? ''}` }
}

async function expectedOf(name: string): Promise<Expected | null> {
  const text = await readFile(join(directory, `${name}.expected.json`), 'utf8').catch(() => null)
  return text === null ? null : JSON.parse(text)
}

/** Where blobs were left out of a snapshot, the clone stands on a commit of its own above the project's. */
async function commitOf(source: string): Promise<string> {
  const original = await readFile(join(source, '.git/corpus-commit'), 'utf8').catch(() => null)
  return (original ?? (await run('git', ['-C', source, 'rev-parse', 'HEAD'])).stdout).trim().slice(0, 9)
}

function printResult({ name, seconds, crash, outcome, judged }: Result): void {
  const score = judged ? `${judged.filter(({ verdict }) => verdict === 'right').length}/${judged.length}` : ''
  console.log(`${name}  ${outcome ?? 'no outcome'}  ${score}  ${seconds.toFixed(1)} s`)
  if (crash !== null) console.log(`  CRASH ${crash}`)
  for (const { key, verdict, expectation, answer } of judged ?? []) {
    if (verdict === 'right') continue
    console.log(`  ${key}: ${verdict}, ${JSON.stringify(answer)} instead of ${JSON.stringify(expectation)}`)
  }
}

function printSummary(all: readonly Result[]): void {
  const judged = all.flatMap((result) => result.judged ?? [])
  console.log('\ndetector       right wrong unknown')
  for (const [detector, keys] of Object.entries(detectors)) {
    const own = judged.filter(({ key }) => keys.some((one) => one === key))
    const count = (verdict: Verdict) => own.filter((one) => one.verdict === verdict).length
    const numbers = [count('right'), count('wrong'), count('unknown')].map((number) =>
      String(number).padStart(5),
    )
    console.log(`${detector.padEnd(14)} ${numbers.join(' ')}`)
  }
  const times = all.map(({ seconds }) => seconds)
  const crashes = all.filter(({ crash }) => crash !== null).map(({ name }) => name)
  console.log(
    `${all.length} projects, ${median(times).toFixed(1)} s each, at most ${Math.max(...times).toFixed(1)} s`,
  )
  console.log(`crashes: ${crashes.join(', ') || 'none'}`)
}

function printTable(all: readonly Result[]): void {
  const columns = Object.keys(detectors).filter((detector) => detector !== 'outcome')
  console.log(`| repository | commit | outcome | ${columns.join(' | ')} |`)
  console.log(`| ${['---', '---', '---', ...columns.map(() => '---')].join(' | ')} |`)
  for (const result of all) {
    const scores = columns.map((detector) => scoreOf(result.judged ?? [], detectors[detector] ?? []))
    const repository = result.name.replace('+', '/')
    console.log(`| ${[repository, `\`${result.commit}\``, outcomeIn(result), ...scores].join(' | ')} |`)
  }
}

function scoreOf(judged: readonly Judged[], keys: readonly string[]): string {
  const own = judged.filter(({ key }) => keys.includes(key))
  if (own.length === 0) return ''
  return `${own.filter(({ verdict }) => verdict === 'right').length}/${own.length}`
}

function outcomeIn({ outcome, judged, crash }: Result): string {
  if (crash !== null) return 'crash'
  const isWrong = judged?.some(({ key, verdict }) => key === 'outcome' && verdict !== 'right')
  return isWrong ? `**${outcome}**` : String(outcome)
}
