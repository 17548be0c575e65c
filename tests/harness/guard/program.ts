import { Readings } from '../../../packages/engine/src/facts/readings.ts'
import { Guard } from '../../../packages/engine/src/guard/guard.ts'
import { realHost } from '../../../packages/engine/src/host/real.ts'
import { PendingServices } from '../../../packages/engine/src/services/pending-services.ts'
import { kindOf } from '../../../packages/engine/src/steps/registry.ts'
import { Step } from '../../../packages/protocol/src/steps.ts'

/**
 * What a run does with the guard, on a server, with a time of proof that a test can wait for.
 * `change SECONDS STEPS` makes them so and waits for the proof, until a line comes in; `work STEPS` never gets to its end; `die STEPS` is
 * killed before it; `disarm TOKEN`.
 */
const [verb = '', first = '', second = ''] = process.argv.slice(2)
const host = realHost()
const guard = new Guard(host)

if (verb === 'disarm') await disarm(first)
else if (verb === 'change') await change(second, Number(first))
else await work(first, verb === 'die')

async function change(steps: string, seconds: number): Promise<void> {
  const token = await apply(steps)
  await guard.rearm(seconds)
  process.stdin.once('data', () => guard.rearm(0))
  console.log(`armed ${token}`)
  console.log(await guard.wait())
  process.stdin.destroy()
}

async function work(steps: string, dies: boolean): Promise<void> {
  console.log(`armed ${await apply(steps)}`)
  if (dies) process.kill(process.pid, 'SIGKILL')
  setInterval(() => {}, 1000)
}

async function apply(input: string): Promise<string> {
  const steps = Step.array().parse(JSON.parse(input))
  const services = new PendingServices(host)
  const context = { host, services, readings: new Readings(host), output: () => {}, waiting: () => {} }
  const paths = steps.flatMap((step) => kindOf(step).guards?.(step).paths ?? [])
  const token = await guard.arm({ paths, login: 'deploy' })
  for (const step of steps) {
    const change = await kindOf(step).check(step, context)
    if (change) await kindOf(step).apply(step, change, context)
    context.readings.forget()
  }
  await services.settle()
  return token
}

async function disarm(token: string): Promise<void> {
  const outcome = await guard.disarm(token).then(
    () => 'disarmed',
    (error) => error.failure?.code ?? String(error),
  )
  console.log(outcome)
}
