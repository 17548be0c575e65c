import { spawn } from 'node:child_process'

/** Seconds that a command took from its start to its end; a command that fails ends the benchmark. */
export function seconds(argv: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  const [program = '', ...rest] = argv
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const output: string[] = []
    const child = spawn(program, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(String(data)))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - began) / 1000)
      else reject(new Error(`${argv.join(' ')}: exit ${code}\n${output.join('').slice(-3000)}`))
    })
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Measures all sides in turn, round by round, so that a machine that becomes slower does so for all of them. */
export async function inTurn(
  rounds: number,
  sides: Record<string, () => Promise<number>>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, side] of Object.entries(sides)) times[name]?.push(await side())
  }
  return times
}

export function row(name: string, values: readonly number[]): string {
  const show = (value: number) => value.toFixed(2).padStart(8)
  return `${name.padEnd(34)}${show(Math.min(...values))}${show(median(values))}${show(Math.max(...values))}  s (min, median, max of ${values.length})`
}
