import type { ComponentChildren } from 'preact'
import { useApp } from '../state/app.ts'
import { failureText } from '../state/failure-text.ts'
import { Lighthouse } from './lighthouse.tsx'
import { Sentence } from './sentence.tsx'

interface EmptyProps {
  readonly title: string
  readonly children?: ComponentChildren
  readonly isWaiting?: boolean
  /** Nothing else is on the page, so this is its heading. */
  readonly isPage?: boolean
}

/** Why there is nothing to see, and what to do about it. */
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

/** The page for an address that does not exist. */
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
