import type { Form } from '../state/use-form.ts'
import { Sentence } from './sentence.tsx'

/** The button of a form, and what went wrong. */
export function Submit({ form, label }: { form: Form; label: string }) {
  return (
    <div class="row">
      <button type="submit" class="button button-main" disabled={form.isBusy}>
        {label}
      </button>
      <p role="alert" class="field-failure">
        {form.failure && <Sentence text={form.failure} />}
      </p>
    </div>
  )
}
