import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildHere } from '../../front-end/build-here.ts'
import type { Invocation } from '../../invocation.ts'
import type { UploadFile } from '../../source/source.ts'
import type { Material } from './release-material.ts'
import type { Prepared } from './release-plan.ts'

/** A front end that is built on this computer is built once, whatever the number of servers; null where none is. */
export async function builtFrontEnd(
  prepared: readonly Prepared[],
  material: Material,
  { report }: Invocation,
): Promise<UploadFile | null> {
  const wanting = prepared.filter(({ release }) => release?.order.build.sentFiles)
  const { frontEnd } = material.project.reading
  if (wanting.length === 0 || frontEnd === null) return null
  const tell = (event: Parameters<typeof report.event>[1]) => {
    for (const { visit } of wanting) report.event(visit.server, event)
  }
  tell({ type: 'stage-started', at: Date.now(), stage: 'build' })
  const path = join(material.scratch, 'built.tar')
  const { top } = material.folder.tree
  const onLine = (line: string) => tell({ type: 'output', at: Date.now(), id: 'release:build', line })
  await buildHere({ top, commit: material.commit.id, frontEnd, onLine }, path)
  return { file: 'built.tar', path, bytes: (await stat(path)).size }
}
