export const whereFindings = [] as const satisfies readonly `where.${string}`[]
