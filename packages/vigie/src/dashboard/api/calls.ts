import type { IssueAction, IssueQuery } from '../../contract/issue.ts'
import { type AnswerOf, api, ask, type BodyOf } from './http.ts'

/** Every call that the pages make; nothing else asks the server. */

export const liveAddress = `${api}/live`

/** The account is null where nobody is signed in. */
export type Me = AnswerOf<'GET', '/me'>
export type Invited = BodyOf<'POST', '/invitations/accept'>
export type ProfileChange = BodyOf<'PATCH', '/me'>

export const me = () => ask('GET', '/me')
export const signIn = (email: string, password: string) =>
  ask('POST', '/session', { json: { email, password } })
export const signOut = () => ask('DELETE', '/session')
export const lookAtInvitation = (token: string) => ask('POST', '/invitations/look', { json: { token } })
export const acceptInvitation = (json: Invited) => ask('POST', '/invitations/accept', { json })

export const changeMe = (json: ProfileChange) => ask('PATCH', '/me', { json })
export const devices = () => ask('GET', '/me/devices')
export const revokeDevice = (id: number) => ask('DELETE', '/me/devices/:id', { param: { id } })
export const revokeOthers = () => ask('DELETE', '/me/devices')
export const tokens = () => ask('GET', '/me/tokens')
export const createToken = (name: string, mayWrite: boolean) =>
  ask('POST', '/me/tokens', { json: { name, mayWrite } })
export const deleteToken = (id: number) => ask('DELETE', '/me/tokens/:id', { param: { id } })

export const accounts = () => ask('GET', '/accounts')
export const deleteAccount = (id: number) => ask('DELETE', '/accounts/:id', { param: { id } })
export const invite = () => ask('POST', '/invitations')

export const projects = () => ask('GET', '/projects')
export const createProject = (json: BodyOf<'POST', '/projects'>) => ask('POST', '/projects', { json })
export const changeProject = (id: number, json: BodyOf<'PATCH', '/projects/:id'>) =>
  ask('PATCH', '/projects/:id', { param: { id }, json })
export const renewKey = (id: number) => ask('POST', '/projects/:id/key', { param: { id } })
export const deleteProject = (id: number) => ask('DELETE', '/projects/:id', { param: { id } })
export const environments = (project: number | null) => ask('GET', '/environments', { query: { project } })
export const monitors = () => ask('GET', '/monitors', { query: {} })
export const releases = (id: number) => ask('GET', '/projects/:id/releases', { param: { id } })
export const feedback = () => ask('GET', '/feedback', { query: {} })

export const issues = (query: IssueQuery, signal: AbortSignal) => ask('GET', '/issues', { query, signal })
export const issue = (id: number, signal: AbortSignal) =>
  ask('GET', '/issues/:id', { param: { id }, query: {}, signal })
export const event = (id: number, which: string, signal: AbortSignal) =>
  ask('GET', '/issues/:id/events/:event', { param: { id, event: which }, signal })
export const rawAddress = (issueId: number, eventId: string) =>
  `${api}/issues/${issueId}/events/${eventId}/raw`
export const findEvent = (id: string) => ask('GET', '/events/:event', { param: { event: id } })
export const act = (list: readonly number[], action: IssueAction) =>
  ask('POST', '/issues/act', { json: { issues: list, action } })

export const mail = () => ask('GET', '/settings/mail')
export const saveMail = (json: BodyOf<'PUT', '/settings/mail'>) => ask('PUT', '/settings/mail', { json })
export const testMail = () => ask('POST', '/settings/mail/test')
export const diskBudget = () => ask('GET', '/settings/disk')
export const saveDiskBudget = (bytes: number) => ask('PUT', '/settings/disk', { json: { bytes } })
export const scrubRules = () => ask('GET', '/settings/scrub')
export const saveScrubRules = (json: BodyOf<'PUT', '/settings/scrub'>) =>
  ask('PUT', '/settings/scrub', { json })
export const status = () => ask('GET', '/status')
