import type { Step } from '@cabestan/protocol/steps'
import { cronFile } from '../render/release/cron.ts'
import { awayPage, maintenancePage } from '../render/release/pages.ts'
import { programsFile } from '../render/release/programs.ts'
import { nginxSite } from '../render/release/site.ts'
import type { ReleaseView } from './release-view.ts'

/**
 * What the server must have while this release is live. It changes with the project, so it is rolled back with it.
 */
export function releaseSteps(view: ReleaseView): Step[] {
  const { site, pages, programs, cron } = view
  return [
    page(`${pages.directory}/away.html`, awayPage(pages.language)),
    page(`${pages.directory}/maintenance.html`, maintenancePage(pages.language)),
    { kind: 'nginx-site', reason: 'app.site', name: site.name, content: nginxSite(site), enabled: true },
    {
      kind: 'supervisor-program',
      reason: 'app.programs',
      name: programs.name,
      content: programsFile(programs),
    },
    ...(cron === null ? [] : [file('app.schedule', `/etc/cron.d/${cron.name}`, cronFile(cron))]),
  ]
}

function page(path: string, content: string): Step {
  return file('app.pages', path, content)
}

function file(reason: 'app.pages' | 'app.schedule', path: string, content: string): Step {
  return { kind: 'file', reason, path, content, owner: 'root', group: 'root', mode: '0644' }
}
