interface Named {
  readonly module: string | null
  readonly function: string | null
}

/**
 * As it stands in the source. .NET compiles what waits, iterates or is a lambda into a class of its own, and numbers it
 * anew when another one is written above it: `Orders+<Pay>d__5` `MoveNext`, `Orders+<>c__DisplayClass5_0` `<Pay>b__0`. A function within another one has a name of its own: `<Pay>g__Check|3_0`.
 */
export function asWritten(named: Named): Named {
  const { module, function: said } = inUnity(named)
  const name = said?.replace(/(?<=^[\w<>.`|]+) \([^()]*\)$/, '') ?? null
  const [owner, made] = parted(module)
  const [, written, local] = /<(\w+)>[a-z]__(?:(\w+)\|)?/.exec(name ?? '') ?? []
  if (written !== undefined) return { module: owner, function: local ?? written }
  const isMadeUp = made !== null && /^(?:MoveNext(?:\(\))?|<>[a-z]__\w+)$/.test(name ?? '')
  return { module: owner, function: (isMadeUp ? /<(\w+)>/.exec(made)?.[1] : undefined) ?? name }
}

/** `Shop.Orders:Charge (System.Int32 n)`, as Unity's log has it: all in one. */
function inUnity(named: Named): Named {
  if (named.module !== null) return named
  const [, module, name] = /^([\w.+/<>`]+):([\w<>.`|]+) ?\([^()]*\)$/.exec(named.function ?? '') ?? []
  return module === undefined ? named : { module, function: name ?? null }
}

function parted(module: string | null): readonly [owner: string | null, made: string | null] {
  const at = module?.search(/[+/.]</) ?? -1
  return module === null || at < 1 ? [module, null] : [module.slice(0, at), module.slice(at)]
}
