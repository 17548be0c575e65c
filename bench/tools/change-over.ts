import { setTimeout as sleep } from 'node:timers/promises'
import { type Counted, startLoad, together } from './load.ts'
import { median } from './measure.ts'
import { startVisitor } from './visitor.ts'

/** What visitors noticed of a change from one version of a site to another. */
export interface ChangeOver {
  readonly counted: Counted
  /** Seconds from the command's start until a visitor saw the other version, and until the command ended. */
  readonly toPage: number
  readonly toEnd: number
  /** Seconds from the command's start to the switch, as the tool itself says; NaN where it says nothing. */
  readonly toSwitch: number
  /** Seconds in which a visitor who looks ten times a second got no page. */
  readonly away: number
}

interface Change {
  readonly url: string
  /** A heading that only the other version shows. */
  readonly heading: string
  /** Makes the change. If it returns a number, that is the time until the switch. */
  readonly work: () => Promise<unknown>
}

/** Eight visitors ask without a pause while the site changes; two of them open a new connection each time. */
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

/** The load runs this long before and after the change, when nothing may be lost. */
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
