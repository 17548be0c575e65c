import { argument, lastName, textOf } from '../python/parse/nodes.ts'
import type { Expression } from '../python/parse/syntax.ts'

/** Decorators that do not change what an anonymous visitor gets. */
const harmless =
  /^(?:csrf_\w+|ensure_csrf_cookie|never_cache|cache_\w+|require_GET|require_safe|require_http_methods|api_view|vary_on_\w+|xframe_\w+|atomic|non_atomic_requests|sensitive_\w+|gzip_page|condition|etag|last_modified|login_not_required|no_append_slash|method_decorator|renderer_classes|parser_classes|extend_schema|swagger_auto_schema|ratelimit|sync_to_async|async_to_sync)$/

/** How a decorator changes the answer to an anonymous GET; null where it changes nothing. */
export function decoratorVerdict(decorator: Expression): 'login' | 'fails' | 'perhaps' | null {
  const callee = decorator.type === 'call' ? decorator.callee : decorator
  const name = lastName(callee)
  if (name === 'login_not_required') return null
  if (
    /login_required|staff_member_required|permission_required|user_passes_test|superuser_required|_required$|^requires?_(?:login|auth|permission)/.test(
      name,
    )
  )
    return 'login'
  if (name === 'require_POST' || name === 'require_post') return 'fails'
  if (name === 'permission_classes')
    return /AllowAny|ReadOnly/.test(JSON.stringify(decorator)) ? null : 'login'
  if (decorator.type === 'call' && /^(?:require_http_methods|api_view)$/.test(name) && !allowsGet(decorator))
    return 'fails'
  return harmless.test(name) ? null : 'perhaps'
}

/** `api_view` without methods only allows GET. */
function allowsGet(decorator: Extract<Expression, { type: 'call' }>): boolean {
  const methods = argument(decorator, 0, 'request_method_list') ?? argument(decorator, 0, 'http_method_names')
  if (methods?.type !== 'list' && methods?.type !== 'tuple') return true
  return methods.items.some((item) => textOf(item)?.toUpperCase() === 'GET')
}
