import type { Place } from '../../answer.ts'

/** The syntax tree that `parse.ts` makes of a file. Every node knows its line, counted from 1. */
export interface Module {
  readonly file: string
  readonly body: readonly Statement[]
  /** Lines that make no sense in any known Python. Everything around them was understood. */
  readonly broken: readonly Place[]
  /** The file is too long and was not parsed, so `body` is empty. */
  readonly tooLarge: boolean
}

interface Line {
  readonly line: number
}

export type Expression = Line &
  (
    | { readonly type: 'text'; readonly text: string; readonly bytes: boolean }
    | { readonly type: 'template'; readonly parts: readonly TemplatePart[] }
    | { readonly type: 'number'; readonly number: number; readonly whole: boolean }
    | { readonly type: 'boolean'; readonly boolean: boolean }
    | { readonly type: 'none' }
    | { readonly type: 'ellipsis' }
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'attribute'; readonly object: Expression; readonly name: string }
    | { readonly type: 'subscript'; readonly object: Expression; readonly index: Expression }
    | {
        readonly type: 'slice'
        readonly start: Expression | null
        readonly stop: Expression | null
        readonly step: Expression | null
      }
    | { readonly type: 'call'; readonly callee: Expression; readonly arguments: readonly Argument[] }
    | { readonly type: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
    | { readonly type: 'dict'; readonly entries: readonly DictEntry[] }
    | {
        readonly type: 'comprehension'
        readonly flavour: 'list' | 'set' | 'generator' | 'dict'
        /** The key in a dict; null in other comprehensions. */
        readonly key: Expression | null
        readonly element: Expression
        readonly clauses: readonly Clause[]
      }
    | {
        readonly type: 'binary'
        readonly operator: string
        readonly left: Expression
        readonly right: Expression
      }
    /** `a < b <= c` is one comparison with two `rest`. */
    | { readonly type: 'compare'; readonly first: Expression; readonly rest: readonly Comparison[] }
    | {
        readonly type: 'and' | 'or'
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly type: 'unary'; readonly operator: 'not' | '-' | '+' | '~'; readonly operand: Expression }
    | {
        readonly type: 'conditional'
        readonly test: Expression
        readonly ifTrue: Expression
        readonly ifFalse: Expression
      }
    | { readonly type: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
    | { readonly type: 'named'; readonly name: string; readonly value: Expression }
    | { readonly type: 'star'; readonly value: Expression }
    | { readonly type: 'await'; readonly value: Expression }
    | { readonly type: 'yield'; readonly from: boolean; readonly value: Expression | null }
    | { readonly type: 'broken' }
  )

/** Plain text, or a field such as `{value!r:spec}`. */
export type TemplatePart =
  | string
  | { readonly value: Expression; readonly conversion: string; readonly spec: readonly TemplatePart[] }

/** `name=value`, `*value`, `**value`, or only `value`. */
export interface Argument {
  readonly name: string | null
  readonly star: '' | '*' | '**'
  readonly value: Expression
}

/** `key` is null for `**value`. */
export interface DictEntry {
  readonly key: Expression | null
  readonly value: Expression
}

export interface Clause {
  readonly target: Expression
  readonly iterable: Expression
  readonly conditions: readonly Expression[]
}

export interface Comparison {
  readonly operator: ComparisonOperator
  readonly right: Expression
}

export type ComparisonOperator = '<' | '>' | '<=' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not'

export interface Parameter {
  readonly name: string
  readonly star: '' | '*' | '**'
  /** It stands after a bare `*` or after `*args`. */
  readonly namedOnly: boolean
  readonly default: Expression | null
  readonly annotation: Expression | null
}

export type Statement = Line &
  (
    | { readonly type: 'expression'; readonly value: Expression }
    | {
        readonly type: 'assign'
        /** `a = b = 1` has two targets. */
        readonly targets: readonly Expression[]
        readonly annotation: Expression | null
        /** Null for a bare annotation: `name: str`. */
        readonly value: Expression | null
      }
    | {
        readonly type: 'update'
        readonly target: Expression
        /** Without the `=`. */
        readonly operator: string
        readonly value: Expression
      }
    | { readonly type: 'delete'; readonly targets: readonly Expression[] }
    | { readonly type: 'return'; readonly value: Expression | null }
    | { readonly type: 'raise'; readonly exception: Expression | null }
    | {
        readonly type: 'import'
        readonly modules: readonly { readonly module: string; readonly as: string | null }[]
      }
    | {
        readonly type: 'from'
        /** '' in `from . import x`. */
        readonly module: string
        /** The number of dots in front. */
        readonly level: number
        readonly names: readonly { readonly name: string; readonly as: string | null }[] | '*'
      }
    | { readonly type: 'scope'; readonly names: readonly string[] }
    | { readonly type: 'assert'; readonly test: Expression }
    | {
        readonly type: 'if'
        readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly type: 'while'
        readonly test: Expression
        readonly body: readonly Statement[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly type: 'for'
        readonly target: Expression
        readonly iterable: Expression
        readonly body: readonly Statement[]
        readonly otherwise: readonly Statement[]
      }
    | {
        readonly type: 'try'
        readonly body: readonly Statement[]
        readonly handlers: readonly Handler[]
        readonly otherwise: readonly Statement[]
        readonly finally: readonly Statement[]
      }
    | {
        readonly type: 'with'
        readonly items: readonly { readonly value: Expression; readonly target: Expression | null }[]
        readonly body: readonly Statement[]
      }
    | FunctionDefinition
    | ClassDefinition
    | { readonly type: 'match'; readonly subject: Expression; readonly cases: readonly Case[] }
    | { readonly type: 'alias'; readonly name: string; readonly value: Expression }
    | { readonly type: 'pass' | 'break' | 'continue' | 'broken' }
  )

export interface FunctionDefinition extends Line {
  readonly type: 'function'
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly decorators: readonly Expression[]
}

export interface ClassDefinition extends Line {
  readonly type: 'class'
  readonly name: string
  /** Bases, and `metaclass=…`. */
  readonly arguments: readonly Argument[]
  readonly body: readonly Statement[]
  readonly decorators: readonly Expression[]
}

export interface Handler extends Line {
  /** Null for a bare `except:`; a tuple where several are named. */
  readonly exception: Expression | null
  readonly name: string | null
  readonly body: readonly Statement[]
}

export interface Case extends Line {
  readonly pattern: Pattern
  readonly guard: Expression | null
  readonly body: readonly Statement[]
}

/**
 * Only what settings need is understood: literals, alternatives, sequences and `_`. Whether `other` matches is not
 * known.
 */
export type Pattern =
  | { readonly type: 'value'; readonly value: Expression }
  | { readonly type: 'any'; readonly name: string }
  | { readonly type: 'or'; readonly of: readonly Pattern[] }
  | { readonly type: 'sequence'; readonly items: readonly Pattern[] }
  /** `*rest` in a sequence. */
  | { readonly type: 'rest'; readonly name: string }
  /** A pattern that is not understood, with the names that it would bind. */
  | { readonly type: 'other'; readonly names: readonly string[] }
