import type { RollbackPlan } from '@cabestan/protocol/plans'
import { emptiedBy, type ReleaseRecord } from '@cabestan/protocol/releases'
import { aligned } from './tables.ts'
import { dateAndTime } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** Which release it goes to, and what that means for the database. */
export function rollbackLines(plan: RollbackPlan, voice: Voice): string[] {
  const { goingBack, goingTo } = voice.words.releases
  return [
    ...(plan.from ? [fill(goingBack, valuesOf(plan.from, voice))] : []),
    voice.paint.bold(fill(goingTo, valuesOf(plan.to, voice))),
    '',
    ...(isMove(plan) ? moveLines(plan, voice) : []),
    ...nameLines(plan, voice),
    ...(isMove(plan) && plan.migrations.length === 0 ? [] : migrationLines(plan, voice)),
  ]
}

function valuesOf({ number, commit, startedAt }: ReleaseRecord, { language }: Voice) {
  const subject = harmless(commit.subject)
  return { number, commit: commit.id.slice(0, 7), subject, when: dateAndTime(startedAt, language) }
}

function isMove({ from, to }: RollbackPlan): boolean {
  return from?.database !== undefined && to.database !== undefined && from.database !== to.database
}

/** Data that was written since is neither lost nor shown: it stays in the database that the site leaves. */
function moveLines({ from, to }: RollbackPlan, { words, paint, columns }: Voice): string[] {
  const sentence = fill(words.releases.movesBack, { from: from?.database, to: to.database })
  return wrap(`! ${sentence}`, columns).map(paint.yellow)
}

/** Somebody who rolls back because of the code may have forgotten that the site had another name then. */
function nameLines(plan: RollbackPlan, { words, paint, columns }: Voice): string[] {
  const { again, gone, keep } = words.releases.names
  const sentences = namesIn(plan, { again, gone })
  if (sentences.length === 0) return []
  const way = fill(keep, { commit: plan.to.commit.id.slice(0, 7) })
  return wrap(`! ${[...sentences, way].join(' ')}`, columns).map(paint.yellow)
}

/** The same once it is done, for somebody who agreed without reading; null where the names stay as they were. */
export function namesNow(plan: RollbackPlan, { words }: Voice): string | null {
  const { isAgain, isGone } = words.releases.names
  const sentences = namesIn(plan, { again: isAgain, gone: isGone })
  return sentences.length === 0 ? null : `! ${sentences.join(' ')}`
}

function namesIn(
  { names, to }: RollbackPlan,
  said: { readonly again: string; readonly gone: string },
): string[] {
  return (['again', 'gone'] as const).flatMap((which) => {
    const list = names?.[which].map(harmless).join(', ') ?? ''
    return list === '' ? [] : [fill(said[which], { names: list, commit: to.commit.id.slice(0, 7) })]
  })
}

function migrationLines({ migrations, snapshot }: RollbackPlan, voice: Voice): string[] {
  const { words, paint } = voice
  const { noMigrations, migrations: counted, snapshot: saved, noSnapshot } = words.releases
  if (migrations.length === 0) return wrap(noMigrations, voice.columns).map(paint.dim)
  return [
    fillCounted(counted, migrations.length),
    ...aligned(migrations.map((each) => migrationCells(each, voice))),
    ...emptiedLines(migrations, voice),
    ...(snapshot === null
      ? wrap(noSnapshot, voice.columns).map(paint.yellow)
      : wrap(fill(saved, { path: harmless(snapshot) }), voice.columns)),
  ]
}

/** Taking a migration back brings back its columns, but not the data that was in them. */
function emptiedLines(migrations: RollbackPlan['migrations'], { words, paint, columns }: Voice): string[] {
  const emptied = emptiedBy(migrations).map(harmless)
  if (emptied.length === 0) return []
  return wrap(fill(words.releases.emptied, { names: emptied.join(', ') }), columns).map(paint.yellow)
}

function migrationCells(migration: RollbackPlan['migrations'][number], { words, paint }: Voice): string[] {
  const { safe, unjudged, unsafe, irreversible } = words.releases
  const isSafe = migration.unjudged ? paint.yellow(unjudged) : paint.green(safe)
  return [
    `  ${harmless(migration.name)}`,
    migration.safe ? isSafe : paint.red(unsafe),
    migration.reversible ? '' : paint.yellow(irreversible),
  ]
}
