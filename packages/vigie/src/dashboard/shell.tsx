import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { signOut } from './api/calls.ts'
import { KeysHelp } from './keys-help.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { Lighthouse } from './parts/lighthouse.tsx'
import { Menu, MenuItem } from './parts/menu.tsx'
import { usePlace } from './router/location.ts'
import { useApp } from './state/app.ts'
import { applyTheme, keptTheme, type Theme } from './state/theme.ts'
import { useDoing } from './state/use-form.ts'
import { useKeys } from './state/use-keys.ts'

/** What surrounds every page. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { words } = useApp()
  const { path } = usePlace()
  const [isHelping, setHelping] = useState(false)
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useKeys({ '?': () => setHelping(true) })
  useEffect(() => {
    if (!isFirst.current) main.current?.focus()
    if (!isFirst.current) scrollTo(0, 0)
    isFirst.current = false
  }, [path])
  return (
    <>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <header class="top">
        <a class="brand" href="/issues">
          <Lighthouse /> <span>Vigie</span>
        </a>
        <Navigation path={path} />
        <div class="top-end">
          <ThemeButton />
          <AccountMenu onHelp={() => setHelping(true)} />
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      {isHelping && <KeysHelp onClose={() => setHelping(false)} />}
    </>
  )
}

function Navigation({ path }: { path: string }) {
  const { words } = useApp()
  const places = [
    ['/issues', words.issues.title],
    ['/projects', words.projects.title],
    ['/monitors', words.monitors.title],
    ['/feedback', words.feedback.title],
    ['/settings', words.settings.title],
  ] as const
  const isHere = (address: string) => path.startsWith(address) || (path === '/' && address === '/issues')
  return (
    <nav class="navigation" aria-label={words.navigation}>
      {places.map(([address, name]) => (
        <a key={address} href={address} aria-current={isHere(address) ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'screen', light: 'sun', dark: 'moon' }

function ThemeButton() {
  const { words } = useApp()
  const [theme, setTheme] = useState(keptTheme)
  const change = () => {
    applyTheme(next[theme])
    setTheme(next[theme])
  }
  const label = words.theme.is(words.theme[theme])
  return (
    <button type="button" class="button button-quiet button-icon" onClick={change} title={label}>
      <Icon name={themeIcons[theme]} />
      <span class="only-read">{label}</span>
    </button>
  )
}

function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { words, account, refresh } = useApp()
  const doing = useDoing()
  const leave = () =>
    doing(async () => {
      await signOut()
      await refresh()
    })
  return (
    <Menu label={account?.name || account?.email || ''} icon="person">
      <a class="menu-item" href="/account/profile">
        {words.account.title}
      </a>
      <a class="menu-item" href="/account/people">
        {words.people.title}
      </a>
      <MenuItem label={words.keys.title} onChoose={onHelp} />
      <MenuItem label={words.account.signOut} onChoose={leave} />
    </Menu>
  )
}
