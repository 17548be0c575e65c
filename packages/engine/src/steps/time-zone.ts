import { posix } from 'node:path'
import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { textFileChanges } from './file.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type TimeZoneStep = StepOf<'time-zone'>

export const timeZone: StepKind<'time-zone'> = { check, apply }

const zones = '/usr/share/zoneinfo'
const linkPath = '/etc/localtime'

async function check(step: TimeZoneStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const before = await readZone(files)
  const differs: ChangeItem = {
    type: 'value',
    subject: linkPath,
    name: 'time-zone',
    before,
    after: step.zone,
  }
  const isRight = await isSameZone(before, step.zone, files)
  return changeOf([...(isRight ? [] : [differs]), ...(await nameChanges(step, files))])
}

async function apply(step: TimeZoneStep, _change: Change, { host: { files } }: ApplyContext): Promise<void> {
  if (!(await files.stat(`${zones}/${step.zone}`))) {
    throw new CabestanError('config.invalid', {
      key: 'time_zone',
      value: step.zone,
      expected: 'Europe/Paris, UTC, …',
    })
  }
  const name = await zoneName(step, files)
  if (name) await files.write(name.path, name.content, name)
  await files.link(linkPath, `${zones}/${step.zone}`)
}

/** The link may be relative. A copy of the zone's file does not tell which zone it is. */
async function readZone(files: Files): Promise<string | null> {
  const target = await files.readLink(linkPath)
  const path = target === null ? '' : posix.resolve('/etc', target)
  return path.startsWith(`${zones}/`) ? path.slice(zones.length + 1) : null
}

async function nameChanges(step: TimeZoneStep, files: Files): Promise<ChangeItem[]> {
  const name = await zoneName(step, files)
  if (!name) return []
  const text = await files.readText(name.path).catch(() => null)
  const isRight = text !== null && (await isSameZone(text.trim(), step.zone, files))
  return textFileChanges(files, isRight ? { ...name, content: text } : name)
}

/** A zone has several names, such as `UTC` and `Etc/UTC`: a name for the same time is no change. */
async function isSameZone(one: string | null, other: string, files: Files): Promise<boolean> {
  if (one === null || one === other) return one === other
  const [first, second] = await Promise.all([one, other].map((zone) => bytesOf(zone, files)))
  return first != null && second != null && Buffer.compare(first, second) === 0
}

/** Null if it is not a zone; the name may be that of a directory. */
function bytesOf(zone: string, files: Files): Promise<Uint8Array | null> {
  return files.readFrom(`${zones}/${zone}`, 0).catch(() => null)
}

/** Debian 12 and Ubuntu also keep the zone's name in a file; Debian 13 does not any more. */
async function zoneName({ zone }: TimeZoneStep, files: Files) {
  const path = '/etc/timezone'
  return (await files.stat(path)) ? { path, content: `${zone}\n`, ...rootFile } : null
}
