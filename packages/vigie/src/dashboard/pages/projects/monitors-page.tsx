import type { Monitor } from '../../../contract/project.ts'
import { monitors } from '../../api/calls.ts'
import { Empty, Failed, Loading } from '../../parts/empty.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { interval } from '../../parts/time-words.ts'
import { plain } from '../../parts/visible.ts'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { useApp, useTitle } from '../../state/app.ts'
import { useLoad } from '../../state/use-load.ts'

export function MonitorsPage() {
  const { words } = useApp()
  useTitle(words.monitors.title)
  return (
    <div class="page">
      <h1>{words.monitors.title}</h1>
      <p class="quiet">{words.monitors.what}</p>
      <MonitorTable />
    </div>
  )
}

function MonitorTable() {
  const { words } = useApp()
  const load = useLoad('', monitors)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  if (load.value.length === 0) return <Empty title={words.monitors.none}>{words.monitors.noneText}</Empty>
  const { name, status, last, schedule, took } = words.monitors
  const columns = [name, status, last, schedule, took, words.filters.project, words.filters.environment]
  return (
    <WideTable label={words.monitors.title} columns={columns}>
      {load.value.map((monitor) => (
        <MonitorRow key={`${monitor.project} ${monitor.slug} ${monitor.environment}`} monitor={monitor} />
      ))}
    </WideTable>
  )
}

/** What one looks for comes first, because on a phone the rest is beyond the edge. */
function MonitorRow({ monitor }: { monitor: Monitor }) {
  const { words, projects, language } = useApp()
  const project = projects.find((known) => known.id === monitor.project)
  return (
    <tr>
      <th scope="row">
        <Stranger text={monitor.slug} />
      </th>
      <td>
        {monitor.lastStatus && (
          <span class={`badge badge-${monitor.lastStatus}`}>
            {words.monitors.statuses[monitor.lastStatus]}
          </span>
        )}
      </td>
      <td>{monitor.lastAt !== null && <When at={monitor.lastAt} />}</td>
      <td class="schedule">{monitor.schedule && <Stranger text={interval(monitor.schedule, language)} />}</td>
      <td class="number">{monitor.lastSeconds !== null && seconds(monitor.lastSeconds, language)}</td>
      <td>{project && plain(project.name)}</td>
      <td>
        <Stranger text={monitor.environment} />
      </td>
    </tr>
  )
}

function seconds(value: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(
    value,
  )
}
