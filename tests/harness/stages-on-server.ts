import { toFailure } from '@cabestan/protocol/failures'
import { ReleaseOrder } from '@cabestan/protocol/orders'
import { realHost } from '../../packages/engine/src/host/real.ts'
import { manage } from '../../packages/engine/src/release/build/django.ts'
import { isUnchanged } from '../../packages/engine/src/release/build/fingerprint.ts'
import { compressAgain } from '../../packages/engine/src/release/build/static-files.ts'
import { nothingMade, type ReleaseContext, type Stage } from '../../packages/engine/src/release/context.ts'
import { placesOf, releasePlaces } from '../../packages/engine/src/release/places.ts'
import { buildStage } from '../../packages/engine/src/release/stages/build-stage.ts'
import { venvStage } from '../../packages/engine/src/release/stages/venv-stage.ts'
import { VenvAhead } from '../../packages/engine/src/release/venv/venv-ahead.ts'
import type { PendingServices } from '../../packages/engine/src/services/pending-services.ts'

/** Runs on the server: stages of a release without what stands around them. What it tells are lines of JSON. */
const stages: Readonly<Record<string, Stage>> = {
  ahead: { run: ahead },
  venv: venvStage,
  build: buildStage,
  look: { run: look },
  migrate: { run: migrate },
  later: { run: later },
}

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function main(): Promise<void> {
  const input = JSON.parse(await textOf(process.stdin))
  const order = ReleaseOrder.parse(input.order)
  const places = placesOf(order.name)
  const live = input.live === null ? null : releasePlaces(places, input.live)
  const context: ReleaseContext = {
    host: realHost(),
    emit: () => {},
    owner: { app: order.name, environment: 'production' },
    order,
    upload: input.upload,
    places,
    release: releasePlaces(places, input.directory),
    live: live === null ? null : { colour: 'blue', places: live, record: null },
    colour: 'green',
    // Neither of them touches a service.
    services: {} as PendingServices,
    output: (line) => say({ output: line }),
    note: (code, values = {}) => say({ notice: code, values }),
    made: nothingMade(),
  }
  for (const name of input.stages) await carryOut(name, context)
}

async function carryOut(name: string, context: ReleaseContext): Promise<void> {
  const stage = stages[name]
  if (!stage) throw new Error(`no stage ${name}`)
  const began = Date.now()
  try {
    await stage.run(context)
  } catch (error) {
    await stage.undo?.(context)
    say({ failure: toFailure(error) })
    process.exit(1)
  }
  say({ stage: name, milliseconds: Date.now() - began })
}

/** No stage of a release either: what is done of it while the server is made ready. */
async function ahead({ made, ...context }: ReleaseContext): Promise<'done'> {
  const { host, emit, owner, order: release, places } = context
  const work = new VenvAhead({ description: { owner }, release }, { host, emit })
  const reason = 'app.directory'
  const root = { owner: 'root', group: 'root', mode: '0711' }
  work.after({ kind: 'directory', reason, path: places.home, ...root })
  made.ahead = await work.ended()
  return 'done'
}

/** No stage of a release: what a rollback asks first. */
async function look({ host, release }: ReleaseContext): Promise<'done'> {
  say({ notice: 'look', values: { unchanged: (await isUnchanged(host, release)) ? 'yes' : 'no' } })
  return 'done'
}

/** What the stage of the database comes to. */
async function migrate(context: ReleaseContext): Promise<'done'> {
  const { code, stderr } = await manage(context, ['migrate'])
  if (code !== 0) throw new Error(stderr)
  return 'done'
}

/** What the stage after it begins with. */
async function later(context: ReleaseContext): Promise<'done'> {
  await compressAgain(context)
  return 'done'
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

await main()
