import type { Place } from '../answer.ts'

/**
 * What a Python expression is worth, as far as that can be known without running it. What cannot be known is
 * `unknown`, never a guess; what depends on a condition that cannot be known is a `choice`.
 */
export type Value = (
  | { readonly type: 'text'; readonly text: string; readonly flavour: 'str' | 'bytes' | 'path' }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'boolean'; readonly boolean: boolean }
  | { readonly type: 'none' }
  /** `open`: there are more items, which are not known. */
  | {
      readonly type: 'list'
      readonly flavour: 'list' | 'tuple' | 'set'
      readonly items: readonly Value[]
      readonly open?: true
    }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [Value, Value])[]; readonly open?: true }
  /** What the environment will say, where it does not say it yet and the code names no default. */
  | { readonly type: 'environment'; readonly key: string }
  | { readonly type: 'choice'; readonly of: readonly Value[] }
  /** Something that code outside of the project makes: `timedelta(days=1)`, `_('French')`, a class of Django. */
  | {
      readonly type: 'object'
      readonly name: string
      readonly positional: readonly Value[]
      readonly named: Readonly<Record<string, Value>>
    }
  | { readonly type: 'module'; readonly module: string }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'class'; readonly name: string; readonly bases: readonly Value[]; readonly names: Names }
  | { readonly type: 'unknown'; readonly why: string }
) &
  Origin

interface Origin {
  readonly place?: Place
  /** Keys of the environment that this value was made from, near or far. */
  readonly from?: readonly string[]
}

/** The names of a module or a class at its end, in the order of their first assignment. */
export type Names = ReadonlyMap<string, Value>

/** The world in which a module is looked at. */
export interface World {
  /** What the environment says; a key that is not here is not set. */
  readonly environment: Readonly<Record<string, string>>
  /** Names that keep this value in every module, whatever is assigned to them: `DEBUG` as production has it. */
  readonly force?: Readonly<Record<string, Value>>
  /** A text of the code that nobody should know: what is made from it says so in its `from`. */
  readonly secret?: string
  /** Whether a package outside of the project is there: where code would survive its absence, this decides. */
  readonly installed?: (name: string) => boolean
  /** Functions outside of the project, by their dotted names: what they are called with is told. */
  readonly watch?: RegExp
}

/** One place where the code asks the environment. */
export interface EnvironmentRead {
  readonly key: string
  readonly place: Place
  /** What the code makes of it: `bool`, `int`, `list`, `url` of a database, pydantic's `dsn`, which wants a host, … */
  readonly cast: 'text' | 'boolean' | 'number' | 'list' | 'dict' | 'url' | 'dsn' | 'json' | 'path'
  readonly default: Value | null
  /** Without it the code as reached in this world fails: raises, `None.split()`, `int(None)`. */
  readonly needed: boolean
  /** Whether this line runs in the world that was looked at; it cannot always be known. */
  readonly reached: 'yes' | 'no' | 'perhaps'
  /** Texts that it is compared with: `ENV == 'production'`; `in os.environ` is `[]`. */
  readonly comparedWith: readonly string[]
}

/** What happens at import beside assignments. */
export interface Effect {
  readonly type:
    | 'raises'
    | 'opens'
    | 'writes'
    | 'makes-directory'
    | 'runs'
    | 'network'
    | 'executes'
    | 'sets-up'
    | 'missing-import'
  /** The path, command, module or exception, as far as it is known. */
  readonly what: string
  readonly place: Place
  readonly reached: 'yes' | 'perhaps'
}

export interface Evaluation {
  readonly module: string
  readonly file: string
  readonly names: Names
  readonly reads: readonly EnvironmentRead[]
  readonly effects: readonly Effect[]
  /** Modules of the project that were followed, in order; `optional`: inside a `try` that survives its absence. */
  readonly imports: readonly {
    readonly module: string
    readonly file: string | null
    readonly place: Place
    readonly optional: boolean
  }[]
  /** The parser could not make sense of these lines. */
  readonly broken: readonly Place[]
  /** Of each call that is watched, what it is given by name, as a dict. */
  readonly watched: readonly Value[]
  /** Files of the tree that the code reads as text. */
  readonly opened: readonly string[]
  /** Modules too large to be read, from which nothing but constants is taken by name. */
  readonly unreadData: readonly string[]
}

/** Where modules are found: the tree, and the directories of the Python path in it ('' is the top). */
export interface ModulePath {
  readonly directories: readonly string[]
}
