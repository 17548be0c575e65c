export const settingsFindings = [] as const satisfies readonly `settings.${string}`[]
