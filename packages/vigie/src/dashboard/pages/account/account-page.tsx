import { Nowhere } from '../../parts/empty.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useApp, useTitle } from '../../state/app.ts'
import { DevicesPart } from './devices-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { ProfilePart } from './profile-part.tsx'
import { TokensPart } from './tokens-part.tsx'

export function AccountPage({ part = 'profile' }: { part?: string }) {
  const { words } = useApp()
  useTitle(words.account.title)
  return (
    <div class="page">
      <h1>{words.account.title}</h1>
      <Tabs
        label={words.account.title}
        current={`/account/${part}`}
        tabs={[
          ['/account/profile', words.account.profile],
          ['/account/devices', words.devices.title],
          ['/account/tokens', words.tokens.title],
          ['/account/people', words.people.title],
        ]}
      />
      <Part part={part} />
    </div>
  )
}

function Part({ part }: { part: string }) {
  if (part === 'profile') return <ProfilePart />
  if (part === 'devices') return <DevicesPart />
  if (part === 'tokens') return <TokensPart />
  return part === 'people' ? <PeoplePart /> : <Nowhere />
}
