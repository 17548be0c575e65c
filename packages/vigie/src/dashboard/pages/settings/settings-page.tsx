import { saveScrubRules, scrubRules } from '../../api/calls.ts'
import { Failed, Loading, Nowhere } from '../../parts/empty.tsx'
import { ScrubForm } from '../../parts/scrub-form.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useApp, useTitle } from '../../state/app.ts'
import { useLoad } from '../../state/use-load.ts'
import { DiskPart } from './disk-part.tsx'
import { MailPart } from './mail-part.tsx'
import { StatusPart } from './status-part.tsx'

export function SettingsPage({ part = 'status' }: { part?: string }) {
  const { words } = useApp()
  useTitle(words.settings.title)
  return (
    <div class="page">
      <h1>{words.settings.title}</h1>
      <Tabs
        label={words.settings.title}
        current={`/settings/${part}`}
        tabs={[
          ['/settings/status', words.status.title],
          ['/settings/mail', words.mail.title],
          ['/settings/disk', words.disk.title],
          ['/settings/scrub', words.scrub.title],
        ]}
      />
      <Part part={part} />
    </div>
  )
}

function Part({ part }: { part: string }) {
  if (part === 'mail') return <MailPart />
  if (part === 'disk') return <DiskPart />
  if (part === 'scrub') return <ScrubPart />
  return part === 'status' ? <StatusPart /> : <Nowhere />
}

function ScrubPart() {
  const { words } = useApp()
  const load = useLoad('', scrubRules)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  return (
    <>
      <p class="quiet">{words.scrub.forAll}</p>
      <ScrubForm rules={load.value} save={saveScrubRules} />
    </>
  )
}
