import type { Account } from './account.ts'
import type { IssueAction } from './issue.ts'
import type { ScrubRules } from './project.ts'

/** Everything that is written besides events. Each command is one short transaction of the writer. */
export interface Commands {
  'project.create': { input: ProjectInput; output: { readonly id: number } }
  'project.change': { input: { readonly id: number; readonly change: ProjectChange }; output: null }
  'project.new-key': { input: { readonly id: number }; output: { readonly key: string } }
  'project.delete': { input: { readonly id: number }; output: null }

  /** Returns the issues that are concerned now: after a merge or a split these are not the ones that were named. */
  'issues.act': {
    input: { readonly issues: readonly number[]; readonly action: IssueAction; readonly by: number | null }
    output: { readonly issues: readonly number[] }
  }

  'account.create': {
    /** The password is hashed already. */
    input: {
      readonly email: string
      readonly name: string
      readonly language: Account['language']
      readonly passwordHash: string
      readonly invitationHash: string
    }
    output: { readonly id: number } | { readonly refused: 'invitation' | 'email' }
  }
  'account.change': {
    input: { readonly id: number; readonly change: AccountChange }
    output: { readonly refused: 'email' } | null
  }
  'account.delete': {
    input: { readonly id: number }
    output: { readonly refused: 'not-found' | 'last-account' } | null
  }
  'invitation.create': {
    input: { readonly hash: string; readonly expiresAt: number; readonly by: number | null }
    output: null
  }

  'session.create': {
    input: {
      readonly hash: string
      readonly account: number
      readonly address: string
      readonly agent: string
      readonly expiresAt: number
    }
    output: { readonly id: number }
  }
  'session.seen': { input: { readonly id: number; readonly at: number }; output: null }
  /** All of the account's sessions except the one to keep, where no id is given. */
  'session.revoke': {
    input: { readonly account: number; readonly id: number | null; readonly except: number | null }
    output: null
  }
  /** Counts a failed sign-in by e-mail address and by network address; a successful one resets the count. */
  'sign-in.failed': {
    input: { readonly keys: readonly string[]; readonly at: number }
    output: { readonly lockedUntil: number | null }
  }
  'sign-in.succeeded': { input: { readonly keys: readonly string[] }; output: null }

  'token.create': {
    input: {
      readonly hash: string
      readonly start: string
      readonly name: string
      readonly account: number
      readonly mayWrite: boolean
    }
    output: { readonly id: number }
  }
  'token.used': { input: { readonly id: number; readonly at: number }; output: null }
  'token.delete': { input: { readonly account: number; readonly id: number }; output: null }

  /** Null removes the setting. */
  'setting.set': { input: { readonly name: SettingName; readonly value: string | null }; output: null }

  'mail.sent': { input: { readonly ids: readonly number[]; readonly at: number }; output: null }
  /** Not an error: the failure was reported already, or there was none. */
  'mail.failed': {
    input: { readonly ids: readonly number[]; readonly error: string | null; readonly nextAt: number | null }
    output: null
  }
}

export type CommandName = keyof Commands

interface ProjectInput {
  readonly name: string
  readonly slug: string
  readonly platform: string
}

interface ProjectChange {
  readonly name?: string
  readonly platform?: string
  readonly scrub?: ScrubRules
  readonly eventsAMinute?: number | null
}

export interface AccountChange {
  readonly name?: string
  readonly email?: string
  readonly language?: Account['language']
  readonly wantsMail?: boolean
  readonly passwordHash?: string
}

/** Each value is JSON. */
export type SettingName = 'mail' | 'mail-password' | 'url' | 'scrub' | 'disk-budget'
