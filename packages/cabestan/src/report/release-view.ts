import type { ApplicationState, ProcessState } from '@cabestan/protocol/applications'
import type { ChangeItem } from '@cabestan/protocol/changes'
import type { Owner } from '@cabestan/protocol/descriptions'
import type { ReleaseOrder } from '@cabestan/protocol/orders'
import type { Commit, ReleaseRecord } from '@cabestan/protocol/releases'
import type { LeftOut } from '../source/left-out.ts'
import type { NewMigration } from '../source/new-migrations.ts'
import { changeItemLines } from './change-lines.ts'
import type { PlanStyle } from './plan-view.ts'
import { sentenceLines } from './sentence-lines.ts'
import { dateAndTime } from './text/duration.ts'
import { fill, fillCounted } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

type DatabaseType = ReleaseOrder['database']['type']

/** A release as it is going to be, which a person is asked to agree to. */
export interface Announcement {
  readonly commit: Commit
  readonly former: ReleaseRecord | null
  /** A run is still working on the live release, or on one that is about to be live. */
  readonly underWay: boolean
  /** Exactly this release is live already, and nothing has to be done. */
  readonly isSame: boolean
  /** Packages that the project uses and does not declare. */
  readonly approve: readonly string[]
  readonly migrationsMade: readonly string[]
  /** Migrations that the live release lacks, each with what deploy refuses as long as the live release uses it. */
  readonly migrations: readonly NewMigration[]
  /** The configuration moves to another database, which has none of the data of the first. */
  readonly moves: { readonly from: DatabaseType; readonly to: DatabaseType } | null
  /** The same project under another name on this server, whose data this one begins without. */
  readonly formerSelf: {
    readonly owner: Owner
    readonly release: ReleaseRecord
    readonly renamed: 'app' | 'environment'
  } | null
  /** Files with changes that are in no commit. */
  readonly uncommitted: readonly string[]
  /**
   * Commits that are live and not part of this one, with the release that would bring them back where the server
   * keeps it.
   */
  readonly leftOut: (LeftOut & { readonly release: number | null }) | null
  /** What differs from the live release besides the commit. */
  readonly differences: readonly ChangeItem[]
  /** Variables of `env:` for which the server keeps a value of its own. */
  readonly shadowed: readonly string[]
  /** Variables that were set or removed on the server since the live release was made. */
  readonly pendingKeys: readonly string[]
  /** The Python that the live release runs on, where the server does not have it any more. */
  readonly lostPython: string | null
  /** Somebody changed files of the live release. */
  readonly changed: boolean
  /** The maintenance page is on, and a release leaves it on. */
  readonly maintenance: boolean
  /** Processes of the live release that crashed and were started again. */
  readonly fallen: readonly Pick<ProcessState, 'name' | 'fallen'>[]
  /** What the live release itself answers: a site that is down already is not brought down by the next release. */
  readonly probe: ApplicationState['probe']
}

export function announcementLines(
  announcement: Announcement,
  voice: Voice,
  { whole }: Pick<PlanStyle, 'whole'>,
): string[] {
  const { commit, former, isSame, approve, migrationsMade, uncommitted, fallen, probe } = announcement
  const { differences, shadowed, leftOut, maintenance, moves, formerSelf } = announcement
  const { words, paint, language } = voice
  const { arrival: release } = words
  const left = [
    ...uncommittedLines(uncommitted, voice),
    ...shadowedLines(shadowed, voice),
    ...unwellLines(probe, voice),
    ...fallenLines(fallen, voice),
    ...(maintenance ? sentenceLines(`! ${words.status.application.maintenance}`, voice) : []),
  ]
  if (isSame) {
    const same = former ? fill(release.same, { number: former.number }) : release.sameUnrecorded
    return [...sentenceLines(same, voice), ...left]
  }
  const when = dateAndTime(commit.at, language)
  const asks = [
    ...(approve.length > 0 ? [fill(release.approve, { packages: approve.join(', ') })] : []),
    ...(migrationsMade.length > 0 ? [fill(release.migrationsMade, { apps: migrationsMade.join(' ') })] : []),
  ]
  return [
    `${paint.bold(release.title)} ${fill(release.commit, { ...namesOf(commit), author: harmless(commit.author), when })}`,
    `  ${paint.dim(former ? fill(release.replaces, { number: former.number, ...namesOf(former.commit) }) : release.first)}`,
    ...differences.flatMap((item) => changeItemLines(item, voice, { whole, about: '' })).map(indented),
    ...onTheServer(announcement, voice).map(indented),
    ...migrationLines(announcement, voice),
    ...leftOutLines(leftOut, voice),
    ...(moves ? sentenceLines(`! ${fill(release.moves, { ...moves })}`, voice) : []),
    ...formerSelfLines(formerSelf, voice),
    ...left,
    ...asks.flatMap((sentence) => sentenceLines(`! ${sentence}`, voice)),
    '',
  ]
}

/**
 * Changes that no commit and no line of cabestan.yaml shows; without a word about them the release would seem to have
 * no reason.
 */
function onTheServer(
  { former, underWay, pendingKeys, changed, lostPython }: Announcement,
  { words: { arrival } }: Voice,
): string[] {
  const keys = pendingKeys.map(harmless).join(', ')
  return [
    ...(underWay ? [arrival.underWay] : former?.verdict === 'unfinished' ? [arrival.cutOff] : []),
    ...(keys === '' ? [] : [fill(arrival.pending, { keys })]),
    ...(lostPython === null ? [] : [fill(arrival.lostPython, { python: lostPython })]),
    ...(changed ? [arrival.changed] : []),
  ]
}

function migrationLines({ migrations }: Announcement, voice: Voice): string[] {
  if (migrations.length === 0) return []
  const { newMigrations, refused } = voice.words.arrival
  const names = migrations.map(({ name }) => harmless(name)).join(', ')
  const losing = migrations.flatMap(({ name, operations }) =>
    operations.map((operation) => harmless(`${name} ${operation}`)),
  )
  return [
    ...wrap(fill(newMigrations, { names }), voice.columns - 4).map(indented),
    ...(losing.length > 0
      ? sentenceLines(`! ${fill(refused, { operations: losing.join(', ') })}`, voice)
      : []),
  ]
}

const filesNamed = 3

/** Somebody who changed a page and forgot to commit it would look for it on the site in vain. */
function uncommittedLines(files: readonly string[], voice: Voice): string[] {
  if (files.length === 0) return []
  const named = files.slice(0, filesNamed).map(harmless).join(', ')
  const more = files.length > filesNamed ? ' …' : ''
  return sentenceLines(`! ${fill(voice.words.arrival.uncommitted, { files: `${named}${more}` })}`, voice)
}

/** Somebody who deploys an older commit in order to go back gets today's database and today's settings. */
function leftOutLines(leftOut: Announcement['leftOut'], voice: Voice): string[] {
  if (leftOut === null) return []
  const { commits, isOlder, release } = leftOut
  const { older, aside, unseen, wayBack, noWayBack } = voice.words.arrival
  if (commits === null) return sentenceLines(`! ${unseen}`, voice)
  if (!isOlder) return sentenceLines(`! ${fillCounted(aside, commits)}`, voice)
  const way = release === null ? noWayBack : fill(wayBack, { number: release })
  return sentenceLines(`! ${fillCounted(older, commits)} ${way}`, voice)
}

/** An empty site under a new domain looks like a success until somebody looks for their data. */
function formerSelfLines(self: Announcement['formerSelf'], voice: Voice): string[] {
  if (self === null) return []
  const { owner, release, renamed } = self
  const { formerSelf, formerEnvironment } = voice.words.arrival
  const values = { ...owner, number: release.number, ...namesOf(release.commit) }
  const sentence = renamed === 'environment' ? formerEnvironment : formerSelf
  return sentenceLines(`! ${fill(sentence, values)}`, voice)
}

function shadowedLines(keys: readonly string[], voice: Voice): string[] {
  const [first] = keys
  if (first === undefined) return []
  return sentenceLines(`! ${fill(voice.words.arrival.shadowed, { keys: keys.join(', '), first })}`, voice)
}

type Unwell = NonNullable<Announcement['probe']>

export function isUnwell(probe: Announcement['probe']): probe is Unwell {
  return probe !== null && (probe.status === null || probe.status >= 500)
}

function unwellLines(probe: Announcement['probe'], voice: Voice): string[] {
  if (!isUnwell(probe)) return []
  const { unwell, unwellSilent } = voice.words.arrival
  return sentenceLines(
    `! ${probe.status === null ? unwellSilent : fill(unwell, { status: probe.status })}`,
    voice,
  )
}

/** These stopped after the deploy that started them had ended, and nobody looks at `status` after that. */
function fallenLines(processes: Announcement['fallen'], voice: Voice): string[] {
  const { changes, status } = voice.words
  return processes.flatMap(({ name: untold, fallen = 0 }) => {
    const name = harmless(untold)
    return sentenceLines(
      `! ${name}${changes.colon} ${fillCounted(status.application.fallen, fallen, { name })}`,
      voice,
    )
  })
}

function indented(line: string): string {
  return `    ${line}`
}

function namesOf({ id, subject }: Commit) {
  return { hash: id.slice(0, 7), subject: harmless(subject) }
}
