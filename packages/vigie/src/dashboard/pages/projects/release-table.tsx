import type { ReleaseHealth } from '../../../contract/project.ts'
import { releases } from '../../api/calls.ts'
import { Empty, Failed, Loading } from '../../parts/empty.tsx'
import { count, percent } from '../../parts/numbers.ts'
import { Stranger } from '../../parts/stranger.tsx'
import { plain } from '../../parts/visible.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { useApp } from '../../state/app.ts'
import { useLoad } from '../../state/use-load.ts'

/** What became of each release, and how many of its sessions went well. */
export function ReleaseTable({ project }: { project: number }) {
  const { words } = useApp()
  const load = useLoad(String(project), () => releases(project))
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  if (load.value.length === 0) return <Empty title={words.releases.none}>{words.releases.noneText}</Empty>
  const { release, environment, events, sessions, crashFree, errored, crashed, abnormal } = words.releases
  const columns = [release, environment, events, sessions, crashFree, errored, crashed, abnormal]
  return (
    <WideTable label={words.releases.title} columns={columns}>
      {load.value.map((each) => (
        <ReleaseRow key={`${each.release} ${each.environment}`} release={each} />
      ))}
    </WideTable>
  )
}

function ReleaseRow({ release }: { release: ReleaseHealth }) {
  const { language } = useApp()
  const { sessions, errored, crashed, abnormal } = release
  const told = [
    count(sessions, language),
    percent(sessions - crashed - abnormal, sessions, language),
    ...[errored, crashed, abnormal].map((number) => count(number, language)),
  ]
  // Nobody reported sessions, so nothing is known of them.
  const health = sessions > 0 ? told : told.map(() => '')
  return (
    <tr>
      <th scope="row" class="release-name" title={plain(release.release)}>
        <Stranger text={release.release} />
      </th>
      <td>
        <Stranger text={release.environment} />
      </td>
      {[count(release.events, language), ...health].map((text, place) => (
        <td key={place} class="number">
          {text}
        </td>
      ))}
    </tr>
  )
}
