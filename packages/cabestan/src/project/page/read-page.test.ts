import { describe, expect, it } from 'vitest'
import type { Value } from '../python/values.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readPage } from './read-page.ts'

const text = (value: string): Value => ({ type: 'text', text: value, flavour: 'str' })

function page(files: Record<string, string>, values: Record<string, Value> = {}, isBuilt = false) {
  const tree = memoryTree({ ...templates, ...files })
  const settings = new Map(Object.entries({ ROOT_URLCONF: text('shop.urls'), ...values }))
  return readPage({ tree, pythonPath: [''], values: settings, isBuilt }).value
}

const templates = Object.fromEntries(
  ['index', 'form', 'login', 'x'].map((name) => [`shop/templates/${name}.html`, '']),
)

const admin = `path('admin/', admin.site.urls)`
const view = (body: string, before = '') => ({
  'shop/urls.py': `from . import views\nurlpatterns = [path('', views.index), ${admin}]`,
  'shop/views.py': `${before}\ndef index(request):\n${body.replaceAll(/^/gm, '    ')}`,
})

it.each(['silk', 'debug_toolbar', 'ckeditor_uploader', 'social_django'])(
  'no page of %s proves a site, where it is the only one beside the admin',
  (tool) => {
    const urls = `from django.urls import include, path\nurlpatterns = [path('tool/', include('${tool}.urls')), ${admin}]`
    expect(page({ 'shop/urls.py': urls })).toBe('/admin/login/')
    expect(page({ 'shop/urls.py': urls.replace(`, ${admin}`, '') })).toBeNull()
  },
)

it.each([
  ['lambda request: None', '/admin/login/'],
  ["TemplateView.as_view(template_name='spa.html')", '/admin/login/'],
  ["TemplateView.as_view(template_name='index.html')", '/'],
  ["TemplateView.as_view(template_name='package/spa.html')", '/'],
  ['views.page', '/admin/login/'],
  ['views.Page.as_view()', '/admin/login/'],
])('is not proved where its template is nowhere: %s', (target, expected) => {
  const files = {
    'shop/urls.py': `from django.views.generic import TemplateView\nfrom . import views\nurlpatterns = [path('', ${target}), ${admin}]`,
    'shop/views.py': `def page(request):\n    return render(request, 'spa.html')\nclass Page(TemplateView):\n    template_name = 'spa.html'\n`,
  }
  expect(page(files)).toBe(expected)
  if (!target.startsWith('lambda')) expect(page(files, {}, true)).toBe('/')
})

it.each([
  [`path('/', views.page), path('shop', views.page)`, '/shop'],
  [`re_path(r'^/$', views.page), path('shop', views.page)`, '/shop'],
  [`re_path(r'^/?$', views.page), path('shop', views.page)`, '/'],
])('has no address at / behind a slash that must be there: %s', (patterns, expected) => {
  const files = {
    'shop/urls.py': `from . import views\nurlpatterns = [${patterns}, ${admin}]`,
    'shop/views.py': `def page(request):\n    return render(request, 'index.html')\n`,
  }
  expect(page(files)).toBe(expected)
})

describe('a view at /', () => {
  it.each([
    [`return render(request, 'index.html')`],
    [`return render(request, 'index.html', {'posts': Post.objects.all()[:5]})`],
    [`if request.method == 'POST':\n    return redirect('done')\nreturn render(request, 'form.html')`],
    [`query = request.GET.get('q')\nif query:\n    return redirect(query)\nreturn HttpResponse('x')`],
    [`query = request.GET.get('q', '').strip()\nreturn HttpResponse(int(request.GET.get('page', 1)))`],
    [`if request.user.is_authenticated:\n    return redirect('home')\nreturn render(request, 'login.html')`],
    [
      `try:\n    post = Post.objects.latest()\nexcept Post.DoesNotExist:\n    post = None\nreturn render(request, 'x.html')`,
    ],
    [
      `visits = request.session.get('visits', 0)\nrequest.session['visits'] = visits + 1\nreturn render(request, 'x.html')`,
    ],
  ])('answers: %s', (body) => {
    expect(page(view(body))).toBe('/')
  })

  it.each([
    [`return render(request, 'x.html', {'p': get_object_or_404(Post, id=1)})`],
    [`post = Post.objects.order_by('-id').first()\nreturn HttpResponse(post.title)`],
    [`post = Post.objects.all()[0]\nreturn HttpResponse('x')`],
    [`return render(request, 'x.html', {'mine': Post.objects.filter(author=request.user)})`],
    [`return render(request, 'x.html', {'profile': request.user.profile})`],
    [`if not request.user.is_authenticated:\n    return redirect('login')\nreturn render(request, 'x.html')`],
    [`return redirect('/shop/')`],
    [`return HttpResponse(request.GET['q'])`],
    [`query = request.GET.get('q').strip()\nreturn HttpResponse(query)`],
    [`return HttpResponse(int(request.GET.get('page')))`],
    [`raise Http404`],
  ])('does not: %s', (body) => {
    expect(page(view(body))).toBe('/admin/login/')
  })

  it('does not surely where each look sends a mail', () => {
    const sent = `send_mail('a', 'b', 'c@x.example', ['d@x.example'])\nreturn HttpResponse('x')`
    expect(page(view(sent))).toBe('/admin/login/')
    expect(
      page(view(`if request.method == 'POST':\n    ${sent.split('\n')[0]}\nreturn HttpResponse('x')`)),
    ).toBe('/')
  })

  it.each([
    ['@login_required'],
    ['@staff_member_required'],
    ['@require_POST'],
    [`@api_view(['POST'])`],
    ['@our_own_check'],
  ])('does not surely under %s', (decorator) => {
    expect(page(view(`return render(request, 'x.html')`, decorator))).toBe('/admin/login/')
  })
})

describe('URL configurations', () => {
  it('are followed through includes, lists and routers', () => {
    const files = {
      'shop/urls.py': `from catalogue import urls as more\nurlpatterns = [${admin}, path('', include(more))]`,
      'catalogue/urls.py': `from .views import List\nlists = [path('books/', List.as_view())]\nurlpatterns = [path('catalogue/', include((lists, 'x')))]`,
      'catalogue/views.py': `class Base(ListView):\n    model = Book\nclass List(Base):\n    pass`,
    }
    expect(page(files)).toBe('/catalogue/books/')
  })

  it('name views of modules that import each other whole, and nothing of them that is there', () => {
    const names = Array.from({ length: 30 }, (_, index) => `m${index}`)
    const parts = names.map((name) => [`shop/views/${name}.py`, 'from shop.views import *'])
    const files = {
      ...Object.fromEntries(parts),
      'shop/views/__init__.py': names.map((name) => `from .${name} import *`).join('\n'),
      'shop/urls.py': `from . import views\nurlpatterns = [path('', views.nowhere), ${admin}]`,
    }
    expect(page(files)).toBe('/admin/login/')
  })

  it('that include themselves, each time again, are followed once', () => {
    const again = Array.from({ length: 8 }, (_, index) => `path('${index}/', include('shop.urls'))`)
    expect(page({ 'shop/urls.py': `urlpatterns = [${[...again, admin].join(', ')}]` })).toBe('/admin/login/')
  })

  it('are those of Django 1.8 as well', () => {
    const files = {
      'shop/urls.py': `urlpatterns = patterns('shop.views', url(r'^$', 'index'), url(r'^admin/', include(admin.site.urls)))`,
      'shop/views.py': `def index(request):\n    return render_to_response('x.html')`,
    }
    expect(page(files)).toBe('/')
  })

  it('leave out what only DEBUG brings in', () => {
    const files = {
      'shop/urls.py': `urlpatterns = [${admin}]\nif settings.DEBUG:\n    urlpatterns += [path('', TemplateView.as_view(template_name='x'))]`,
    }
    expect(page(files)).toBe('/admin/login/')
  })

  it('stand behind the language', () => {
    const files = {
      'shop/urls.py': `urlpatterns = i18n_patterns(path('', TemplateView.as_view(template_name='x')))`,
    }
    expect(page(files, { LANGUAGE_CODE: text('fr-fr') })).toBe('/fr/')
    const without = {
      'shop/urls.py': `urlpatterns = i18n_patterns(path('', TemplateView.as_view()), prefix_default_language=False)`,
    }
    expect(page(without, { LANGUAGE_CODE: text('fr') })).toBe('/')
  })

  it.each(['^.*$', '.*', '^(?!api/|static/).*$', '^(?P<path>.*)$', '^(?:.*)/?$'])(
    'have a page for all that is left: %s',
    (pattern) => {
      const files = {
        'shop/urls.py': `urlpatterns = [path('404/', TemplateView.as_view()), ${admin}, re_path(r'${pattern}', TemplateView.as_view(template_name='x'))]`,
      }
      expect(page(files)).toBe('/')
    },
  )

  it.each(['404/', '500', 'error', 'errors/', 'page-not-found/', 'oops/server_error/'])(
    'are not proved by the page for what went wrong: %s',
    (path) => {
      const files = {
        'shop/urls.py': `urlpatterns = [path('${path}', TemplateView.as_view(template_name='x')), ${admin}]`,
      }
      expect(page(files)).toBe('/admin/login/')
    },
  )

  it('lead where / redirects to', () => {
    const files = {
      'shop/urls.py': `urlpatterns = [path('', RedirectView.as_view(url='/catalog/')), path('catalog/', TemplateView.as_view(), name='c'), path('accounts/', include('django.contrib.auth.urls'))]`,
    }
    expect(page(files)).toBe('/catalog/')
  })

  it('is no login of a router that is for administrators', () => {
    const urls = `admin_router = DefaultRouter()\nurlpatterns = [path('secure/', include(admin_router.urls)), path('admin/', admin.site.urls)]`
    expect(page({ 'shop/urls.py': urls })).toBe('/admin/login/')
  })

  it('is no login of an administration that makes its addresses by itself, where there is another one', () => {
    const urls = `from shop.site import crm_site\nurlpatterns = [path('crm/', crm_site.urls), path('admin/', admin.site.urls)]`
    const site = (body: string) => `class CrmSite(AdminSite):\n    ${body}\ncrm_site = CrmSite(name='crm')\n`
    const files = (body: string) => ({ 'shop/urls.py': urls, 'shop/site.py': site(body) })
    expect(page(files('site_header = 1'))).toBe('/crm/login/')
    expect(page(files('def get_urls(self):\n        return []'))).toBe('/admin/login/')
  })

  it('take names from the settings', () => {
    const files = { 'shop/urls.py': `urlpatterns = [path(settings.ADMIN_URL, admin.site.urls)]` }
    expect(page(files, { ADMIN_URL: text('porte/') })).toBe('/porte/login/')
    const asking = (text: string) =>
      page({ 'shop/urls.py': `urlpatterns = [path(${text}, admin.site.urls)]` })
    expect(asking("os.getenv('ADMIN_URL', 'porte/')")).toBe('/porte/login/')
    expect(asking("config('ADMIN_URL', default='porte/')")).toBe('/porte/login/')
    expect(asking("os.getenv('ADMIN_URL') + '/admin/'")).toBeNull()
  })

  it('are not guessed where a function says how they begin', () => {
    const urls = (begin: string) => ({
      'shop/urls.py': `urlpatterns = [path(${begin}, TemplateView.as_view())]`,
    })
    expect(page(urls(`prefix('disc')`))).toBe(null)
    expect(page(urls(`_('disc')`))).toBe('/disc')
  })

  it('are no login of Django’s own that nobody wrote a template for', () => {
    const urls = {
      'shop/urls.py': `urlpatterns = [path('in/', include('django.contrib.auth.urls')), ${admin}]`,
    }
    expect(page(urls)).toBe('/admin/login/')
    expect(page({ ...urls, 'templates/registration/login.html': '' })).toBe('/in/login/')
  })

  it('prefer what a login middleware lets through', () => {
    const files = {
      'shop/urls.py': `urlpatterns = [path('', TemplateView.as_view()), path('accounts/', include('django.contrib.auth.urls'))]`,
      'shop/templates/registration/login.html': '',
    }
    const middleware: Value = {
      type: 'list',
      flavour: 'list',
      items: [text('shop.middleware.LoginRequiredMiddleware')],
    }
    expect(page(files, { MIDDLEWARE: middleware })).toBe('/accounts/login/')
  })

  it('may include themselves', () => {
    const files = {
      'shop/urls.py': `urlpatterns = [path('a/', include('shop.urls'))]\nurlpatterns = urlpatterns + urlpatterns`,
    }
    expect(page(files)).toBeNull()
  })
})

it('knows none where there is none', () => {
  expect(page({ 'shop/urls.py': 'urlpatterns = []' })).toBeNull()
  expect(page({})).toBeNull()
})

it('is the first one of the public pages where tenants are chosen by the domain, and may be a 404', () => {
  const files = {
    'shop/urls.py': `from . import views\nurlpatterns = [path('', views.index)]`,
    'shop/public.py': `from . import views\nurlpatterns = [path('welcome/', views.index)]`,
    'shop/views.py': `def index(request):\n    return HttpResponse('')`,
  }
  const apps = (name: string): Value => ({
    type: 'list',
    items: [text(name)],
    flavour: 'list',
  })
  const answer = (values: Record<string, Value>) =>
    readPage({
      tree: memoryTree(files),
      pythonPath: [''],
      values: new Map(
        Object.entries({
          ROOT_URLCONF: text('shop.urls'),
          PUBLIC_SCHEMA_URLCONF: text('shop.public'),
          ...values,
        }),
      ),
    })
  expect(answer({ INSTALLED_APPS: apps('shop') })).toMatchObject({ value: '/', certainty: 'derived' })
  expect(answer({ INSTALLED_APPS: apps('django_tenants') })).toMatchObject({
    value: '/welcome/',
    certainty: 'guessed',
  })
  expect(
    answer({
      INSTALLED_APPS: apps('django_tenants'),
      SHOW_PUBLIC_IF_NO_TENANT_FOUND: { type: 'boolean', boolean: true },
    }),
  ).toMatchObject({ value: '/welcome/', certainty: 'derived' })
})
