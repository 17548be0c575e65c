import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Files, Host } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { type TextFile, textFileChanges, typeChanges } from './file.ts'
import type { CheckContext, StepKind } from './kind.ts'

type NginxSiteStep = StepOf<'nginx-site'>

/** A file and its link, laid out as on Debian; nginx checks them together. */
export const nginxSite: StepKind<'nginx-site'> = {
  check,
  async apply(step, _change, { host, services }) {
    await services.change('nginx', pathsOf(step), () => makeSite(step, host))
  },
  async remove(step, { host, services }) {
    await services.change('nginx', pathsOf(step), async () => {
      await host.files.remove(enabledPath(step))
      await host.files.remove(availablePath(step))
    })
  },
}

async function check(step: NginxSiteStep, { host }: CheckContext): Promise<Change | null> {
  return changeOf([
    ...(await textFileChanges(host.files, siteFile(step))),
    ...(step.enabled ? await linkChanges(step, host.files) : await absenceChanges(step, host.files)),
  ])
}

async function linkChanges(step: NginxSiteStep, files: Files): Promise<ChangeItem[]> {
  const path = enabledPath(step)
  const before = await files.readLink(path)
  if (before === availablePath(step)) return []
  return [
    ...typeChanges(path, await files.stat(path), 'link'),
    { type: 'value', subject: path, name: 'target', before, after: availablePath(step) },
  ]
}

async function absenceChanges(step: NginxSiteStep, files: Files): Promise<ChangeItem[]> {
  const there = await files.stat(enabledPath(step))
  return there ? [{ type: 'action', action: 'delete', subject: enabledPath(step) }] : []
}

async function makeSite(step: NginxSiteStep, { files }: Host): Promise<void> {
  const file = siteFile(step)
  await files.write(file.path, file.content, file)
  if (step.enabled) await files.link(enabledPath(step), availablePath(step))
  else await files.remove(enabledPath(step))
}

function siteFile(step: NginxSiteStep): TextFile {
  return { path: availablePath(step), content: step.content, ...rootFile }
}

function pathsOf(step: NginxSiteStep): string[] {
  return [availablePath(step), enabledPath(step)]
}

function availablePath({ name }: NginxSiteStep): string {
  return `/etc/nginx/sites-available/${name}`
}

function enabledPath({ name }: NginxSiteStep): string {
  return `/etc/nginx/sites-enabled/${name}`
}
