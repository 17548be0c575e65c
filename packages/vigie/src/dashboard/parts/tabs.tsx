interface TabsProps {
  readonly label: string
  readonly tabs: readonly (readonly [address: string, label: string])[]
  readonly current: string
}

/** Parts of a page, each with an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(([address, name]) => (
        <a key={address} href={address} aria-current={address === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  )
}
