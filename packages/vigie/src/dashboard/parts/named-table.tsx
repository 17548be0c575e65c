import type { Named } from '../../contract/event.ts'
import { JsonValue } from './json-value.tsx'
import { Stranger } from './stranger.tsx'

interface NamedTableProps {
  readonly rows: readonly Named[]
  readonly label: string
}

export function NamedTable({ rows, label }: NamedTableProps) {
  return (
    <table class="named" aria-label={label}>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">
              <Stranger text={row.name} />
            </th>
            <td>
              <JsonValue value={row.value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function named(pairs: readonly (readonly [string, string])[]): readonly Named[] {
  return pairs.map(([name, value]) => ({ name, value }))
}

/** The fields that have a value, under their names. */
export function present(fields: readonly (readonly [string, string | null])[]): readonly Named[] {
  return fields.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}
