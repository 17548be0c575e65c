/** Like the files of the system's own configuration. */
export const rootFile = { owner: 'root', group: 'root', mode: '0644' } as const
export const rootDirectory = { owner: 'root', group: 'root', mode: '0755' } as const

/** For what only root may look into. */
export const privateDirectory = { owner: 'root', group: 'root', mode: '0700' } as const
export const privateFile = { owner: 'root', group: 'root', mode: '0600' } as const
