import type { Place } from '../answer.ts'
import { answers, login, perhaps, type Route, type Verdict } from './route.ts'
import type { Base, UrlWorld } from './url-world.ts'

/**
 * URL configurations of other packages, and the pages that an anonymous visitor can open there on an empty database.
 */
const known: readonly (readonly [RegExp, readonly (readonly [string, Verdict])[]])[] = [
  [
    /^django\.contrib\.admin\.site\.urls$/,
    [
      ['login/', answers],
      ['', login],
    ],
  ],
  [/^django\.contrib\.auth\.urls$/, [['login/', answers]]],
  [/^(?:django\.contrib\.)?registration\.(?:backends\.\w+\.)?(?:auth_)?urls$/, [['login/', answers]]],
  [/^django_registration\.backends\.\w+\.urls$/, [['register/', answers]]],
  [
    /^allauth(?:\.account)?\.urls$/,
    [
      ['login/', answers],
      ['signup/', answers],
    ],
  ],
  [/^rest_framework\.urls$/, [['login/', answers]]],
  [/^two_factor\.urls$/, [['account/login/', answers]]],
  [/^health_check\.urls$/, [['', perhaps]]],
  [/^watchman\.urls$/, [['ping/', answers]]],
  // Its migrations create a site and a first page.
  [/^wagtail(?:\.core|\.wagtailcore)?(?:\.urls)?$|^coderedcms\.urls$/, [['', answers]]],
  [
    /^wagtail\.(?:admin|wagtailadmin)(?:\.urls)?$/,
    [
      ['login/', answers],
      ['', login],
    ],
  ],
  [/^cms\.urls$/, [['', perhaps]]],
  [/^django_prometheus\.urls$/, [['metrics', answers]]],
  // Tools for developers, and addresses that only programs, forms and callbacks request.
  [/^(?:silk|debug_toolbar|django_browser_reload|explorer|hijack|impersonate|loginas|django_rq)\.urls$/, []],
  [
    /^(?:ckeditor(?:_uploader)?|django_ckeditor_5|tinymce|django_summernote|froala_editor|django_select2|ajax_select|smart_selects|nested_admin|captcha|celery_progress|anymail|djstripe|webpush|social_django|social\.apps\.django_app)\.urls$/,
    [],
  ],
]

/** The pages below a base address; for an unknown package, perhaps its first page. */
export function knownRoutes(
  world: UrlWorld,
  base: Base,
  { name, place }: { name: string; place: Place },
): Route[] {
  const pages = known.find(([pattern]) => pattern.test(name))?.[1] ?? [['', perhaps] as const]
  return pages.map(([path, verdict]) => ({
    path: base.path + path,
    prefixed: base.prefixed,
    place,
    target: { type: 'known', verdict: mayLackTemplate(world, name) ? perhaps : verdict },
  }))
}

/** Django's own login has no template: the project or a package provides one, or it answers 500. */
function mayLackTemplate({ tree }: UrlWorld, name: string): boolean {
  return (
    name === 'django.contrib.auth.urls' &&
    !tree.paths.some((path) => /(?:^|\/)registration\/login\.html$/.test(path))
  )
}
