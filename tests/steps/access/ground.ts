import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import type { Event } from '@cabestan/protocol/events'
import { CabestanError } from '@cabestan/protocol/failures'
import { type Step, stepId } from '@cabestan/protocol/steps'
import { expect } from 'vitest'
import { applySteps, killDuring, planSteps } from '../../harness/engine.ts'
import type { Server } from '../../harness/sandbox.ts'

/** One boot for the tests of all kinds. It is filled before the first of them runs, not when they are told. */
export interface Ground {
  server: Server
  /** The same server, whose questions all go to one engine, while each login over `server` is one of its own. */
  engine: Server
  ownKey: string
  /** Each family of tests is an application of its own, so that a step that it leaves out is taken away. */
  owner: { app: string; environment: string }
}

export type Runs = ReturnType<typeof runsOn>

export function runsOn(ground: Ground) {
  /** Makes it so, and demands that the server then shows nothing more to do. */
  async function converge(...steps: Step[]): Promise<number> {
    const changed = await applySteps(ground.engine, steps, { owner: ground.owner })
    expect(await changesOf(...steps)).toEqual([])
    return changed
  }

  async function changesOf(...steps: Step[]): Promise<unknown[]> {
    const { changes } = await planSteps(ground.engine, steps, { owner: ground.owner })
    return changes.flatMap(({ change }) => change.items)
  }

  async function failureOf(...steps: Step[]): Promise<CabestanError['failure']> {
    try {
      await applySteps(ground.engine, steps, { owner: ground.owner })
    } catch (error) {
      if (error instanceof CabestanError) return error.failure
      throw error
    }
    throw new Error('it did not fail')
  }

  /** The run is killed as the step begins, so that it dies somewhere in the middle of it. */
  async function surviveKill(step: Step, all: readonly Step[] = [step]): Promise<void> {
    const begins = (event: Event) => event.type === 'step-started' && event.id === stepId(step)
    expect(await killDuring(ground.engine, all, begins)).toBe(true)
    await converge(...all)
  }

  return { converge, changesOf, failureOf, surviveKill }
}

const run = promisify(execFile)

export async function loginAs(server: Server, name: string, command: string): Promise<string> {
  const argv = server.sshArguments.map((word) => word.replace(/^root@/, `${name}@`))
  const { stdout } = await run('ssh', ['-o', 'BatchMode=yes', '-o', 'ControlMaster=no', ...argv, command])
  return stdout.trim()
}

export async function canConnect({ address }: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1500 })
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false))
  })
}
