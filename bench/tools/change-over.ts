import { setTimeout as sleep } from 'node:timers/promises'
import { type Counted, startLoad, together } from './load.ts'
import { median } from './measure.ts'
import { startVisitor } from './visitor.ts'

/** What visitors had of one change from a version of a site to another. */
export interface ChangeOver {
  readonly counted: Counted
  /** From the command's start until a visitor saw the other version, and until the command had ended; in seconds. */
  readonly toPage: number
  readonly toEnd: number
  /** From the command's start to the switch, by the tool's own account; NaN where it gives none. */
  readonly toSwitch: number
  /** For how long a visitor who looks ten times a second got no page. */
  readonly away: number
}

interface Change {
  readonly url: string
  /** What only the other version shows. */
  readonly heading: string
  /** A number in its answer is how long it was until the switch. */
  readonly work: () => Promise<unknown>
}

/** Eight visitors without a pause, two of them on a new connection each time, while the site changes. */
export async function changeUnderLoad({ url, heading, work }: Change): Promise<ChangeOver> {
  const loads = [startLoad(url, { connections: 6 }), startLoad(url, { connections: 2, anew: true })] as const
  const visitor = startVisitor(url)
  try {
    await sleep(aroundMs)
    const began = Date.now()
    const answer = await work()
    const toSwitch = typeof answer === 'number' ? answer : Number.NaN
    const toEnd = (Date.now() - began) / 1000
    const toPage = ((await visitor.firstSeen(heading)) - began) / 1000
    await sleep(aroundMs)
    const counted = together(await Promise.all(loads.map((load) => load.stop())))
    return { counted, toPage, toEnd, toSwitch, away: visitor.away }
  } finally {
    await Promise.all(loads.map((load) => load.stop()))
    await visitor.leave()
  }
}

/** A moment before and after, in which nothing is to be lost. */
const aroundMs = 1000

export function tell(side: string, changes: readonly ChangeOver[]): void {
  const middle = (key: Exclude<keyof ChangeOver, 'counted'>) => median(changes.map((each) => each[key]))
  const sum = (key: 'requests' | 'lost') => changes.reduce((total, { counted }) => total + counted[key], 0)
  const seconds = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2)).padStart(8)
  const worst = Math.max(...changes.map(({ counted }) => counted.worst))
  console.log(
    `${side.padEnd(32)}${String(sum('lost')).padStart(8)} lost of ${String(sum('requests')).padStart(7)};` +
      ` seconds to the switch${seconds(middle('toSwitch'))}, to the page${seconds(middle('toPage'))},` +
      ` to the end${seconds(middle('toEnd'))}; away${seconds(middle('away'))}; slowest answer${seconds(worst)}` +
      `  (medians of ${changes.length})`,
  )
}
