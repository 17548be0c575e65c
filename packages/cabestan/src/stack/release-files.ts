import type { ReleaseFile } from '@cabestan/protocol/orders'
import { gunicornConfiguration } from '../render/release/gunicorn.ts'
import { processScript, runScript, webScript } from '../render/release/run.ts'
import type { ReleaseView } from './release-view.ts'

/** What lies in the release beside its source and its overlay. */
export function releaseFiles(view: ReleaseView): ReleaseFile[] {
  return [
    script('run', runScript(view.run)),
    script('processes/web', webScript(view.application)),
    ...view.processes.map((process) => script(`processes/${process.name}`, processScript(process))),
    { path: 'gunicorn.conf.py', content: gunicornConfiguration(view.gunicorn), executable: false },
  ]
}

function script(path: string, content: string): ReleaseFile {
  return { path, content, executable: true }
}
