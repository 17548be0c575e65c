import type { ComponentChildren } from 'preact'
import { Lighthouse } from '../../parts/lighthouse.tsx'

/** What one sees before signing in: the sign and one form. */
export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="gate">
      <div class="gate-name">
        <Lighthouse /> <span>Vigie</span>
      </div>
      <h1>{title}</h1>
      {children}
    </main>
  )
}
