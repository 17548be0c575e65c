import type { Event } from '@cabestan/protocol/events'
import { CabestanError, type Failure } from '@cabestan/protocol/failures'
import type { Step } from '@cabestan/protocol/steps'
import { expect } from 'vitest'
import { applySteps, type CallOptions, killDuring, planSteps } from './engine.ts'
import { type Server, ssh } from './engine-installation.ts'

/** What every test of step kinds on a real server does with steps. */
export interface Convergence {
  /** Applies them, and requires that the server then has nothing more to do. Returns how many steps changed it. */
  converge(...steps: Step[]): Promise<number>
  changesOf(...steps: Step[]): Promise<unknown[]>
  failureOf(...steps: Step[]): Promise<Failure>
  /** The run is killed as soon as `when` says so; the next one must finish. */
  surviveKill(steps: Step[], when: (event: Event) => boolean): Promise<void>
  /** The same at one exact moment: before or after a program of the server gets the given words. */
  surviveKillAt(moment: Moment, ...steps: Step[]): Promise<void>
  eventsOf(...steps: Step[]): Promise<Event[]>
}

interface Moment {
  readonly program: string
  /** In its arguments or on its standard input. */
  readonly words: string
  readonly when: 'before' | 'after'
}

export function stepsOn(server: Server, options: CallOptions = {}): Convergence {
  const changesOf = async (...steps: Step[]) => {
    const { changes } = await planSteps(server, steps, options)
    return changes.flatMap(({ change }) => change.items)
  }
  const converge = async (...steps: Step[]) => {
    const changed = await applySteps(server, steps, options)
    const plan = await planSteps(server, steps, options)
    expect(plan).toMatchObject({ changes: [], removals: [], unsettled: [] })
    return changed
  }
  return {
    changesOf,
    converge,
    async failureOf(...steps) {
      const thrown = await applySteps(server, steps, options).catch((error: unknown) => error)
      if (thrown instanceof CabestanError) return thrown.failure
      throw typeof thrown === 'number' ? new Error('it did not fail') : thrown
    },
    async surviveKill(steps, when) {
      expect(await killDuring(server, steps, when)).toBe(true)
      await converge(...steps)
    },
    async surviveKillAt(moment, ...steps) {
      await armKill(server, moment)
      await applySteps(server, steps, options).catch(() => {})
      expect(await ssh(server, 'cat /run/killed')).toBe(`${moment.when} ${moment.words}\n`)
      await converge(...steps)
    },
    async eventsOf(...steps) {
      const events: Event[] = []
      await applySteps(server, steps, { ...options, onEvent: (event) => events.push(event) })
      return events
    },
  }
}

/** A program of the same name that PATH finds first; it kills the whole run including itself, and is gone then. */
async function armKill(server: Server, { program, words, when }: Moment): Promise<void> {
  const wrapper = `/usr/local/sbin/${program}`
  await ssh(
    server,
    `rm -f /run/killed; cat > ${wrapper} <<'END' && chmod 755 ${wrapper}
#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
input=$(cat)
die() {
  rm ${wrapper}
  echo "${when} ${words}" > /run/killed
  systemctl kill --signal=KILL 'cabestan-run-*'
  sleep 10
}
case "$* $input" in *"${words}"*) hit=${when} ;; esac
[ "$hit" != before ] || die
printf '%s' "$input" | ${program} "$@"
code=$?
[ "$hit" != after ] || die
exit $code
END`,
  )
}
