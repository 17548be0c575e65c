import { posix } from 'node:path'
import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import type { StepOf } from '@cabestan/protocol/steps'
import { isContainer } from '../facts/container.ts'
import { inMegabytes, readRoom } from '../facts/room.ts'
import type { FileStat, Files, Host } from '../host/host.ts'
import { privateFile } from '../host/root-attributes.ts'
import { outputOf, run, succeeds } from '../host/run.ts'
import { attributeChanges, typeChanges } from './file.ts'
import { addSwapLine, dropSwapLine, hasSwapLine } from './fstab.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type SwapStep = StepOf<'swap'>

export const swap: StepKind<'swap'> = { check, apply, remove }

const megabyte = 1024 * 1024
/** What the swap file must leave free on the disk. */
const reserveMegabytes = 1024
/** Writing it completely, or moving its content back into memory, takes time. */
const slow = { timeoutMs: 1_800_000 }

async function check(step: SwapStep, { host }: CheckContext): Promise<Change | null> {
  const { path } = step
  const stat = await host.files.stat(path)
  const listed = await hasSwapLine(host.files, path)
  return changeOf([
    ...sizeChanges(step, stat),
    ...attributeChanges(path, stat, privateFile),
    ...(listed ? [] : [{ type: 'action', action: 'enable', subject: path } as const]),
    ...((await isUsed(step, host)) ? [] : [{ type: 'action', action: 'activate', subject: path } as const]),
  ])
}

function sizeChanges({ path, megabytes }: SwapStep, stat: FileStat | null): ChangeItem[] {
  if (stat?.type === 'file' && stat.size === megabytes * megabyte) return []
  const before = stat?.type === 'file' ? `${Math.round(stat.size / megabyte)} MB` : null
  const size = { type: 'value', subject: path, name: 'size', before, after: `${megabytes} MB` } as const
  return [...typeChanges(path, stat, 'file'), size]
}

/** In a container the machine around it does the swapping, so only the file and its line in fstab are made. */
async function isUsed({ path }: SwapStep, host: Host): Promise<boolean> {
  return (await isContainer(host)) || (await isActive(path, host.files))
}

async function isActive(path: string, files: Files): Promise<boolean> {
  const lines = ((await files.readText('/proc/swaps')) ?? '').split('\n')
  return lines.some((line) => line.split(/\s+/)[0] === path.replaceAll(' ', '\\040'))
}

async function apply(step: SwapStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const { path } = step
  const stat = await host.files.stat(path)
  if (sizeChanges(step, stat).length > 0) await replaceFile(step, stat, host)
  // Whoever can read swap can read every program's memory.
  await host.files.setAttributes(path, privateFile)
  await addSwapLine(host.files, path)
  if (!(await isUsed(step, host))) await run(host, ['swapon', path])
}

/** Made beside and renamed, so that a file with the right name and size is always usable. */
async function replaceFile(step: SwapStep, stat: FileStat | null, host: Host): Promise<void> {
  const beside = `${step.path}.cabestan~`
  if (stat && !(await isReplaceable(step.path, stat, host)))
    throw new CabestanError('step.blocked', { path: step.path })
  await host.files.remove(beside)
  await demandSpace(step, host)
  await allocate(beside, step.megabytes, host)
  await host.files.setAttributes(beside, privateFile)
  await run(host, ['mkswap', beside])
  await switchOff(step.path, host)
  await host.files.rename(beside, step.path)
}

async function isReplaceable(path: string, { type, size }: FileStat, host: Host): Promise<boolean> {
  if (type !== 'file') return type === 'link'
  return size === 0 || (await succeeds(host, ['swaplabel', path]))
}

async function demandSpace({ path, megabytes }: SwapStep, host: Host): Promise<void> {
  const free = inMegabytes((await readRoom(host, posix.dirname(path))).free)
  if (free < megabytes + reserveMegabytes) throw new CabestanError('disk.full', { path, free: String(free) })
}

/** If the file system cannot reserve space, zeros are written, because a file with holes would be refused. */
async function allocate(path: string, megabytes: number, host: Host): Promise<void> {
  if (await isBtrfs(posix.dirname(path), host)) await writeInPlace(path, host)
  if (await succeeds(host, ['fallocate', `--length=${megabytes}MiB`, path], slow)) return
  await run(host, ['dd', 'if=/dev/zero', `of=${path}`, 'bs=1M', `count=${megabytes}`, 'status=none'], slow)
}

async function isBtrfs(directory: string, host: Host): Promise<boolean> {
  return (await outputOf(host, ['stat', '--file-system', '--format=%T', directory])).trim() === 'btrfs'
}

/** btrfs writes changes to a new place, which the kernel cannot swap to. Only an empty file can be told not to. */
async function writeInPlace(path: string, host: Host): Promise<void> {
  await host.files.write(path, '', privateFile)
  await run(host, ['chattr', '+C', path])
}

async function switchOff(path: string, host: Host): Promise<void> {
  if ((await isContainer(host)) || !(await isActive(path, host.files))) return
  await run(host, ['swapoff', path], slow)
}

async function remove({ path }: SwapStep, { host }: ApplyContext): Promise<void> {
  await dropSwapLine(host.files, path)
  await switchOff(path, host)
  await host.files.remove(path)
}
