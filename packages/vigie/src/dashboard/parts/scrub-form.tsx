import { useState } from 'preact/hooks'
import type { ScrubRules } from '../../contract/project.ts'
import { useApp } from '../state/app.ts'
import { useForm } from '../state/use-form.ts'
import { Check } from './field.tsx'
import { Lines, withoutEmpty } from './lines.tsx'
import { Submit } from './submit.tsx'

interface ScrubFormProps {
  readonly rules: ScrubRules
  readonly save: (rules: ScrubRules) => Promise<unknown>
}

/** What is removed from events before they reach the disk, for one project or for all. */
export function ScrubForm({ rules, save }: ScrubFormProps) {
  const { words, say } = useApp()
  const [draft, setDraft] = useState(rules)
  const form = useForm(async () => {
    await save({
      ...draft,
      fields: withoutEmpty(draft.fields),
      patterns: withoutEmpty(draft.patterns),
      keep: withoutEmpty(draft.keep),
    })
    say({ text: words.saved })
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <p>{words.scrub.always}</p>
      <Lines
        label={words.scrub.fields}
        help={words.scrub.fieldsHelp}
        lines={draft.fields}
        onLines={(fields) => setDraft({ ...draft, fields })}
      />
      <Lines
        label={words.scrub.patterns}
        help={words.scrub.patternsHelp}
        lines={draft.patterns}
        onLines={(patterns) => setDraft({ ...draft, patterns })}
      />
      <Lines
        label={words.scrub.keep}
        help={words.scrub.keepHelp}
        lines={draft.keep}
        onLines={(keep) => setDraft({ ...draft, keep })}
      />
      <Check
        label={words.scrub.addresses}
        help={words.scrub.addressesHelp}
        isChecked={draft.addresses}
        onChange={(addresses) => setDraft({ ...draft, addresses })}
      />
      <Submit form={form} label={words.save} />
    </form>
  )
}
