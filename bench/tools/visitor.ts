import { setTimeout as sleep } from 'node:timers/promises'

/** A visitor who looks ten times a second and remembers what was to be seen, and when. */
export interface Visitor {
  /** When a page with these words was first seen. */
  firstSeen(words: string): Promise<number>
  /** Seconds in which there was no answer or an error. */
  readonly away: number
  leave(): Promise<void>
}

export function startVisitor(url: string): Visitor {
  const seen = new Map<string, number>()
  const state = { here: true, away: 0 }
  const visits = (async () => {
    let former = Date.now()
    while (state.here) {
      const page = await look(url)
      const now = Date.now()
      if (page === null) state.away += (now - former) / 1000
      else if (!seen.has(page)) seen.set(page, now)
      former = now
      await sleep(pause)
    }
  })()
  return {
    async firstSeen(words) {
      const end = Date.now() + patience
      while (Date.now() < end) {
        for (const [page, at] of seen) if (page.includes(words)) return at
        await sleep(pause)
      }
      throw new Error(`${url} never showed ${words}`)
    },
    get away() {
      return state.away
    },
    async leave() {
      state.here = false
      await visits
    },
  }
}

/** Waits until the page answers for the first time. */
export async function untilItAnswers(url: string): Promise<void> {
  const end = Date.now() + patience
  while ((await look(url)) === null) {
    if (Date.now() > end) throw new Error(`${url} does not answer`)
    await sleep(pause)
  }
}

const pause = 100
const patience = 60_000

async function look(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(patience),
      headers: { connection: 'close' },
    })
    const body = await answer.text()
    return answer.ok ? body : null
  } catch {
    return null
  }
}
