import type { ComponentChildren } from 'preact'

interface WideTableProps {
  readonly label: string
  readonly columns: readonly string[]
  /** The rows of the table. */
  readonly children: ComponentChildren
}

/** On a phone the table is wider than the screen. */
export function WideTable({ label, columns, children }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
