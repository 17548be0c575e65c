import type { Account, ApiToken, SignedInDevice } from '../../contract/account.ts'
import type { AccountChange, ProjectChange, ProjectInput } from '../../contract/commands.ts'
import type {
  EventDetail,
  Feedback,
  IssueAction,
  IssueDetail,
  IssuePage,
  IssueQuery,
} from '../../contract/issue.ts'
import type { Monitor, Project, ReleaseHealth, ScrubRules } from '../../contract/project.ts'
import type { MailSettings, Status } from '../../contract/status.ts'
import { api, type Query, read, send } from './http.ts'

/** Every call that the pages make, and nothing else asks the server. */

export const liveAddress = `${api}/live`

export interface Me {
  /** Null of whoever is not signed in. */
  readonly account: Account | null
  readonly hasAccounts: boolean
}

export const me = () => read<Me>('/me')
export const signIn = (email: string, password: string) => send<Me>('POST', '/session', { email, password })
export const signOut = () => send('DELETE', '/session')
export const acceptInvitation = (input: Invited) => send<Me>('POST', '/invitations/accept', input)

export interface Invited {
  readonly token: string
  readonly email: string
  readonly name: string
  readonly password: string
  readonly language: Account['language']
}

export type ProfileChange = Omit<AccountChange, 'passwordHash'> & {
  readonly password?: string
  readonly currentPassword?: string
}

export const changeMe = (change: ProfileChange) => send('PATCH', '/me', change)
export const devices = () => read<readonly SignedInDevice[]>('/me/devices')
export const revokeDevice = (id: number) => send('DELETE', `/me/devices/${id}`)
export const revokeOthers = () => send('DELETE', '/me/devices')
export const tokens = () => read<readonly ApiToken[]>('/me/tokens')
export const createToken = (name: string, mayWrite: boolean) =>
  send<{ readonly token: string }>('POST', '/me/tokens', { name, mayWrite })
export const deleteToken = (id: number) => send('DELETE', `/me/tokens/${id}`)

export const accounts = () => read<readonly Account[]>('/accounts')
export const deleteAccount = (id: number) => send('DELETE', `/accounts/${id}`)
export const invite = () =>
  send<{ readonly link: string; readonly expiresAt: number }>('POST', '/invitations', {})

export const projects = () => read<readonly Project[]>('/projects')
export const createProject = (input: ProjectInput) =>
  send<{ readonly id: number }>('POST', '/projects', input)
export const changeProject = (id: number, change: ProjectChange) => send('PATCH', `/projects/${id}`, change)
export const renewKey = (id: number) => send('POST', `/projects/${id}/key`)
export const deleteProject = (id: number) => send('DELETE', `/projects/${id}`)
export const environments = (project: number | null) => read<readonly string[]>('/environments', { project })
export const monitors = () => read<readonly Monitor[]>('/monitors')
export const releases = (project: number) => read<readonly ReleaseHealth[]>(`/projects/${project}/releases`)
export const feedback = () => read<readonly Feedback[]>('/feedback')

export const issues = (query: IssueQuery, signal?: AbortSignal) =>
  read<IssuePage>('/issues', query as unknown as Query, signal)
export const issue = (id: number, signal?: AbortSignal) => read<IssueDetail>(`/issues/${id}`, {}, signal)
export const event = (issueId: number, which: string, signal?: AbortSignal) =>
  read<EventDetail>(`/issues/${issueId}/events/${which}`, {}, signal)
export const rawAddress = (issueId: number, eventId: string) =>
  `${api}/issues/${issueId}/events/${eventId}/raw`
export const findEvent = (id: string) =>
  read<{ readonly issue: number; readonly event: string }>(`/events/${id}`)
export const act = (list: readonly number[], action: IssueAction) =>
  send<{ readonly issues: readonly number[] }>('POST', '/issues/act', { issues: list, action })

export type MailChange = Omit<MailSettings, 'hasPassword'> & { readonly password?: string }
export const mail = () => read<MailSettings | null>('/settings/mail')
export const saveMail = (change: MailChange | null) => send('PUT', '/settings/mail', change)
export const testMail = () => send<{ readonly error: string | null }>('POST', '/settings/mail/test', {})
export const diskBudget = () => read<{ readonly bytes: number }>('/settings/disk')
export const saveDiskBudget = (bytes: number) => send('PUT', '/settings/disk', { bytes })
export const scrubRules = () => read<ScrubRules>('/settings/scrub')
export const saveScrubRules = (rules: ScrubRules) => send('PUT', '/settings/scrub', rules)
export const status = () => read<Status>('/status')
