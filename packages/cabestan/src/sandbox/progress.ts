import type { SandboxName } from './name.ts'
import type { Suite } from './suites.ts'

/** What happens while a sandbox is made. The words for it belong to whoever shows it. */
export type SandboxEvent =
  | { stage: 'base'; suite: Suite; line?: string }
  /** Another process is doing the same work. */
  | { stage: 'wait'; for: 'base' | 'sandbox' }
  | { stage: 'create'; name: SandboxName; suite: Suite }
  | { stage: 'boot'; name: SandboxName; address: string }
  | { stage: 'stop'; name: SandboxName }
  | { stage: 'remove'; name: SandboxName }
  | { stage: 'ready'; name: SandboxName; address: string }

export type OnProgress = (event: SandboxEvent) => void
export const silent: OnProgress = () => {}
