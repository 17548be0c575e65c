export const repositoryFindings = [] as const satisfies readonly `repository.${string}`[]
