import type { ComponentChildren } from 'preact'
import { Field } from './field.tsx'

interface LinesProps {
  readonly label: string
  readonly lines: readonly string[]
  readonly onLines: (lines: readonly string[]) => void
  readonly help: ComponentChildren
}

/** A list of words, one a line. Empty lines stay while somebody types and are dropped when it is sent. */
export function Lines({ label, lines, onLines, help }: LinesProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <textarea
          {...ids}
          rows={Math.min(12, Math.max(3, lines.length + 1))}
          spellcheck={false}
          value={lines.join('\n')}
          onInput={(event) => onLines(event.currentTarget.value.split('\n'))}
        />
      )}
    </Field>
  )
}

export function withoutEmpty(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
