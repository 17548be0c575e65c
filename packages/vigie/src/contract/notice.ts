/** What open pages are told by server-sent events. */
export type Notice =
  | { readonly type: 'issues'; readonly project: number; readonly issues: readonly number[] }
  | { readonly type: 'projects' }
  | { readonly type: 'status' }
