export const dependencyFindings = [] as const satisfies readonly `dependencies.${string}`[]
