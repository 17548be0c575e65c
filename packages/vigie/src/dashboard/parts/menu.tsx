import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

interface MenuProps {
  readonly label: string
  readonly icon?: IconName
  readonly isDisabled?: boolean
  readonly children: ComponentChildren
}

/** A button that unfolds other buttons. It closes when one is chosen, on Escape, and when the focus leaves it. */
export function Menu({ label, icon, isDisabled = false, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null)
  const close = () => menu.current?.removeAttribute('open')
  const leave = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node && menu.current?.contains(event.relatedTarget))) close()
  }
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !menu.current?.open) return
    close()
    menu.current.querySelector('summary')?.focus()
    event.stopPropagation()
  }
  if (isDisabled) {
    return (
      <button type="button" class="button" disabled>
        {icon && <Icon name={icon} />} {label} <Icon name="down" />
      </button>
    )
  }
  return (
    <details class="menu" ref={menu} onFocusOut={leave} onKeyDown={closeByKey}>
      <summary class="button">
        {icon && <Icon name={icon} />} {label} <Icon name="down" />
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is used */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a button is a click as well */}
      <div
        class="menu-items"
        onClick={(event) => event.target instanceof Element && event.target.closest('button, a') && close()}
      >
        {children}
      </div>
    </details>
  )
}

export function MenuItem({ label, onChoose }: { label: string; onChoose: () => void }) {
  return (
    <button type="button" class="menu-item" onClick={onChoose}>
      {label}
    </button>
  )
}
