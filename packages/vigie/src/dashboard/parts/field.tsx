import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  readonly label: string
  readonly help?: ComponentChildren
  readonly failure?: string | null
  /** The control, with the ids that connect it to its label and its help. */
  readonly children: (ids: {
    id: string
    'aria-describedby': string
    'aria-invalid': boolean
  }) => ComponentChildren
}

export function Field({ label, help, failure, children }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-help`, 'aria-invalid': Boolean(failure) })}
      <p id={`${id}-help`} class={failure ? 'field-help field-failure' : 'field-help'}>
        {failure ?? help}
      </p>
    </div>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly help?: ComponentChildren
  readonly failure?: string | null
  readonly input?: InputHTMLAttributes<HTMLInputElement>
}

export function TextField({ label, value, onValue, help, failure, input }: TextProps) {
  return (
    <Field label={label} help={help} failure={failure ?? null}>
      {(ids) => (
        <input {...input} {...ids} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
    </Field>
  )
}

interface CheckProps {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly help?: string
}

export function Check({ label, isChecked, onChange, help }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {help && <span class="field-help">{help}</span>}
      </span>
    </label>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly (readonly [value: Value, label: string])[]
  readonly onChoose: (value: Value) => void
  /** In a toolbar the label is only for screen readers. */
  readonly isBare?: boolean
}

export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChoose,
  isBare,
}: ChoiceProps<Value>) {
  const id = useId()
  const choose = (chosen: string) => {
    const found = choices.find(([known]) => known === chosen)
    if (found) onChoose(found[0])
  }
  return (
    <div class={isBare ? 'choice' : 'field'}>
      <label for={id} class={isBare ? 'only-read' : ''}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {choices.map(([known, name]) => (
          <option key={known} value={known}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
