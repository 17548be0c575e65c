export const processFindings = [] as const satisfies readonly `processes.${string}`[]
