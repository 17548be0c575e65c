import { useEffect, useRef } from 'preact/hooks'

interface TabsProps {
  readonly label: string
  readonly tabs: readonly (readonly [address: string, label: string])[]
  readonly current: string
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  const list = useRef<HTMLElement>(null)
  // A phone has no room for all of them, so the open one is scrolled into view.
  useEffect(
    () =>
      list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    [current],
  )
  return (
    <nav class="tabs" ref={list} aria-label={label}>
      {tabs.map(([address, name]) => (
        <a key={address} href={address} aria-current={address === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
