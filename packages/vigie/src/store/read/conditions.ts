import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { IssueSort } from '../../contract/issue.ts'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'
import type { Term } from '../search.ts'
import type { TimeTerm } from '../search-time.ts'
import { personsOf } from './persons.ts'

export type Builder = ExpressionBuilder<Schema, 'issue'>
type Condition = Expression<SqlBool>

export interface Conditions {
  readonly database: Database
  readonly now: number
  readonly sort: IssueSort
  /** The account that asks; null where nobody in particular does. */
  readonly me: number | null
}

/**
 * With more issues than this, a search goes through the list and checks each; with fewer, it starts from what is
 * searched.
 */
const many = 2000
/**
 * For exclusions: where nearly all match, going through the list would reach its end, and a set of them answers
 * sooner.
 */
const manyUnwanted = 50_000

export function conditionOf(term: Term, builder: Builder, context: Conditions): Condition {
  const condition = askedOf(term, builder, context)
  // In SQL `not` of an unknown is unknown, but an issue without a logger does not have that logger either.
  return term.not ? builder.not(builder.fn.coalesce(condition, sql<SqlBool>`0`)) : condition
}

function askedOf(term: Term, builder: Builder, context: Conditions): Condition {
  switch (term.type) {
    case 'is':
      return isCondition(term.value, builder, context)
    case 'level':
      return builder('issue.level', '=', term.value)
    case 'column':
      return matches(`issue.${term.column}`, term.value)
    case 'tag':
      return tagCondition(term, builder, context)
    case 'has':
      return hasCondition(term.key, builder)
    case 'user':
      return userCondition(term.value, builder)
    case 'assigned':
      return assignedCondition(term.value, builder, context)
    case 'time':
      return timeCondition(term, context.now)
    case 'words':
      return wordsCondition(term.value.toLowerCase(), builder)
  }
}

/** `SHOP-12` names an issue everywhere, but may also be a word in another one. */
function wordsCondition(words: string, builder: Builder): Condition {
  const holds = sql<SqlBool>`issue.words like ${`%${escaped(words)}%`} escape '\\'`
  const [, slug, number] = /^([a-z0-9-]+)-(\d{1,15})$/.exec(words) ?? []
  if (slug === undefined) return holds
  const project = builder.selectFrom('project').select('project.id').where('project.slug', '=', slug)
  const isIt = builder.and([
    builder('issue.number', '=', Number(number)),
    builder('issue.project', 'in', project),
  ])
  return builder.or([holds, isIt])
}

function isCondition(
  value: Extract<Term, { type: 'is' }>['value'],
  builder: Builder,
  { sort }: Conditions,
): Condition {
  switch (value) {
    case 'unresolved':
    case 'resolved':
    case 'muted':
      // Most issues have the same status: an index on it would only keep the one on the order from being used.
      return sort === 'last-seen'
        ? builder('issue.status', '=', value)
        : sql<SqlBool>`coalesce(issue.status, '') = ${value}`
    case 'regression':
      return builder('issue.is_regression', '=', 1)
    case 'assigned':
      return builder('issue.assignee', 'is not', null)
    case 'unassigned':
      return builder('issue.assignee', 'is', null)
    case 'handled':
    case 'unhandled':
      return builder('issue.is_handled', '=', value === 'handled' ? 1 : 0)
  }
}

function tagCondition(
  term: Extract<Term, { type: 'tag' }>,
  builder: Builder,
  { database }: Conditions,
): Condition {
  const tag = database.kysely
    .selectFrom('issue_tag')
    .where('issue_tag.key', '=', term.key)
    .where(matches('issue_tag.value', term.value))
  const most = term.not ? manyUnwanted : many
  const some = tag.select('issue_tag.issue').limit(most).as('some')
  const found = database.first(
    database.kysely.selectFrom(some).select(({ fn }) => fn.countAll<number>().as('found')),
  )
  if ((found?.found ?? 0) < most) return builder('issue.id', 'in', tag.select('issue_tag.issue'))
  return builder.exists(tag.select('issue_tag.key').where(sql<SqlBool>`issue_tag.issue = issue.id`))
}

function hasCondition(key: string, builder: Builder): Condition {
  const tags = builder.selectFrom('issue_tag_key').select('issue_tag_key.key')
  return builder.exists(
    tags.whereRef('issue_tag_key.issue', '=', 'issue.id').where('issue_tag_key.key', '=', key),
  )
}

function userCondition(value: string, builder: Builder): Condition {
  const users = builder.selectFrom('issue_user').select('issue_user.issue')
  return builder('issue.id', 'in', users.where('issue_user.user', 'in', personsOf(value)))
}

function assignedCondition(value: string | null, builder: Builder, { me }: Conditions): Condition {
  if (value === null) return builder('issue.assignee', 'is', null)
  if (value === 'me') return builder('issue.assignee', '=', me)
  if (/^\d{1,15}$/.test(value)) return builder('issue.assignee', '=', Number(value))
  const account = builder
    .selectFrom('account')
    .select('account.id')
    .where('account.email', '=', value.toLowerCase())
  return builder('issue.assignee', 'in', account)
}

function timeCondition({ column, is, at }: TimeTerm, now: number): Condition {
  const moment = 'ago' in at ? now - at.ago : at.moment
  return sql<SqlBool>`${sql.ref(`issue.${column}`)} ${sql.raw(is === 'later' ? '>=' : '<')} ${moment}`
}

/** A star stands for anything. */
function matches(column: string, value: string): Condition {
  if (!value.includes('*')) return sql<SqlBool>`${sql.ref(column)} = ${value}`
  return sql<SqlBool>`${sql.ref(column)} like ${value.split('*').map(escaped).join('%')} escape '\\'`
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
