import type { ComponentChildren } from 'preact'

/** On a phone it is wider than the screen. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="table">{children}</table>
    </section>
  )
}
