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
      {part === 'profile' && <ProfilePart />}
      {part === 'devices' && <DevicesPart />}
      {part === 'tokens' && <TokensPart />}
      {part === 'people' && <PeoplePart />}
    </div>
  )
}
