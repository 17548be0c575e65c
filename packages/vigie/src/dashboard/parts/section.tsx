import type { ComponentChildren } from 'preact'

interface SectionProps {
  readonly id: string
  readonly title: string
  /** Shown to the right of the title. */
  readonly tools?: ComponentChildren
  readonly children: ComponentChildren
}

export function Section({ id, title, tools, children }: SectionProps) {
  return (
    <section class="section" id={id} aria-labelledby={`${id}-title`}>
      <div class="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  )
}
