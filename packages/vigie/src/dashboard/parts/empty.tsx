import type { ComponentChildren } from 'preact'
import { useApp } from '../state/app.ts'
import { failureText } from '../state/failure-text.ts'
import { Lighthouse } from './lighthouse.tsx'
import { Sentence } from './sentence.tsx'

interface EmptyProps {
  readonly title: string
  readonly children?: ComponentChildren
  readonly isWaiting?: boolean
  /** There is nothing else on the page: this is its heading. */
  readonly isPage?: boolean
}

/** Where there is nothing to see: why, and what to do about it. */
export function Empty({ title, children, isWaiting = false, isPage = false }: EmptyProps) {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div class={isWaiting ? 'empty empty-waiting' : 'empty'}>
      <Lighthouse />
      <Heading>{title}</Heading>
      {children}
    </div>
  )
}

/** An address where there is nothing. */
export function Nowhere() {
  const { words } = useApp()
  return (
    <Empty title={words.nowhere} isPage>
      <a class="button" href="/issues">
        {words.issues.title}
      </a>
    </Empty>
  )
}

export function Failed({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const { words } = useApp()
  return (
    <div class="notice notice-failure" role="alert">
      <p>
        <Sentence text={failureText(failure, words)} />
      </p>
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {words.retry}
        </button>
      )}
    </div>
  )
}

export function Loading() {
  const { words } = useApp()
  return (
    <p class="loading" role="status">
      {words.loading}
    </p>
  )
}
