export const dataFindings = [] as const satisfies readonly `data.${string}`[]
