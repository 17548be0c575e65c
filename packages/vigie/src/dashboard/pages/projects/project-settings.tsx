import { useState } from 'preact/hooks'
import type { Project } from '../../../contract/project.ts'
import { changeProject, deleteProject, renewKey } from '../../api/calls.ts'
import { Confirm, Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { Submit } from '../../parts/submit.tsx'
import { plain } from '../../parts/visible.ts'
import { go } from '../../router/location.ts'
import { useApp } from '../../state/app.ts'
import { useDoing, useForm } from '../../state/use-form.ts'
import { PlatformChoice } from './platform-choice.tsx'
import { type Kind, kindOf } from './set-up.ts'

export function ProjectSettings({ project }: { project: Project }) {
  return (
    <>
      <Basics key={project.id} project={project} />
      <RenewKey project={project} />
      <DeleteProject project={project} />
    </>
  )
}

function Basics({ project }: { project: Project }) {
  const { words, refresh, say } = useApp()
  const [name, setName] = useState(project.name)
  const [platform, setPlatform] = useState<Kind>(() => kindOf(project.platform))
  const [bound, setBound] = useState(project.eventsAMinute === null ? '' : String(project.eventsAMinute))
  const form = useForm(async () => {
    await changeProject(project.id, { name, platform, eventsAMinute: bound === '' ? null : Number(bound) })
    await refresh()
    say({ text: words.saved })
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <TextField
        label={words.projects.name}
        value={name}
        onValue={setName}
        input={{ required: true, maxLength: 100 }}
      />
      <PlatformChoice value={platform} onChoose={setPlatform} />
      <TextField
        label={words.projects.bound}
        help={words.projects.boundHelp}
        value={bound}
        onValue={setBound}
        input={{ type: 'number', min: 1, max: 1_000_000, inputMode: 'numeric' }}
      />
      <Submit form={form} label={words.save} />
    </form>
  )
}

function RenewKey({ project }: { project: Project }) {
  const { words, refresh } = useApp()
  const [isAsking, setAsking] = useState(false)
  const doing = useDoing()
  const renew = () => {
    setAsking(false)
    void doing(async () => {
      await renewKey(project.id)
      await refresh()
      go(`/projects/${project.id}`)
    }, words.projects.renewed)
  }
  return (
    <section class="danger">
      <h2>{words.projects.renew}</h2>
      <p>{words.projects.renewHelp}</p>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        {words.projects.renew}
      </button>
      {isAsking && (
        <Confirm
          title={words.projects.renew}
          yes={words.projects.renew}
          no={words.cancel}
          isDangerous
          onYes={renew}
          onClose={() => setAsking(false)}
        >
          <p>{words.projects.renewHelp}</p>
        </Confirm>
      )}
    </section>
  )
}

function DeleteProject({ project }: { project: Project }) {
  const { words } = useApp()
  const [isAsking, setAsking] = useState(false)
  return (
    <section class="danger">
      <h2>{words.projects.delete}</h2>
      <p>{words.projects.deleteHelp}</p>
      <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
        {words.projects.delete}
      </button>
      {isAsking && <DeleteDialog project={project} onClose={() => setAsking(false)} />}
    </section>
  )
}

function DeleteDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { words, refresh } = useApp()
  const [typed, setTyped] = useState('')
  const form = useForm(async () => {
    await deleteProject(project.id)
    go('/projects')
    await refresh()
  })
  return (
    <Dialog title={words.projects.delete} onClose={onClose}>
      <p>{words.projects.deleteHelp}</p>
      <form class="form" onSubmit={form.submit}>
        <TextField
          label={words.projects.typeName(plain(project.slug))}
          value={typed}
          onValue={setTyped}
          input={{ autocomplete: 'off' }}
        />
        <div class="row row-end">
          <button type="button" class="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="button button-danger" disabled={typed !== project.slug || form.isBusy}>
            {words.projects.delete}
          </button>
        </div>
        <p role="alert" class="field-failure">
          {form.failure}
        </p>
      </form>
    </Dialog>
  )
}
