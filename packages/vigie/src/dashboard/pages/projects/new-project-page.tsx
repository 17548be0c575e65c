import { useState } from 'preact/hooks'
import { slugOf } from '../../../contract/slug.ts'
import { createProject } from '../../api/calls.ts'
import { TextField } from '../../parts/field.tsx'
import { Submit } from '../../parts/submit.tsx'
import { go } from '../../router/location.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { useForm } from '../../state/use-form.ts'
import { PlatformChoice } from './platform-choice.tsx'
import type { Kind } from './set-up.ts'

export function NewProjectPage() {
  const { words, refresh } = useApp()
  const [name, setName] = useState('')
  const [slug, setSlug] = useState<string | null>(null)
  const [platform, setPlatform] = useState<Kind>('django')
  const shortName = slug ?? slugOf(name)
  const form = useForm(async () => {
    const { id } = await createProject({ name: name.trim(), slug: shortName, platform })
    await refresh()
    go(`/projects/${id}`)
  })
  useTitle(words.projects.create)
  return (
    <div class="page page-narrow">
      <h1>{words.projects.create}</h1>
      <form class="form" onSubmit={form.submit}>
        <TextField
          label={words.projects.name}
          help={words.projects.nameHelp}
          value={name}
          onValue={setName}
          input={{ required: true, maxLength: 100, autocomplete: 'off' }}
        />
        <TextField
          label={words.projects.slug}
          help={words.projects.slugHelp((shortName || 'shop').toUpperCase())}
          value={shortName}
          onValue={setSlug}
          input={{
            required: true,
            maxLength: 40,
            pattern: '[a-z0-9]([a-z0-9\\-]*[a-z0-9])?',
            autocomplete: 'off',
          }}
        />
        <PlatformChoice value={platform} onChoose={setPlatform} />
        <Submit form={form} label={words.projects.create} />
      </form>
    </div>
  )
}
