import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { readApplications } from './applications.ts'
import { misnamedApps, ownApps } from './installed-apps.ts'
import { settingsOf } from './settings.fixture.ts'

const model = `from django.db import models\nclass Disc(models.Model):\n    name = models.TextField()\n`
const header = 'from django.db import migrations\nclass Migration(migrations.Migration):\n'

function migration(dependencies: string, more = ''): string {
  return `${header}    dependencies = [${dependencies}]\n${more}`
}

function read(files: Record<string, string>, installed: readonly string[], pythonPath = ['']) {
  const modules = { tree: memoryTree(files), pythonPath }
  return readApplications(modules, ownApps(modules, installed), settingsOf({ M: {} }).get('M'))
}

describe('an application', () => {
  it('is found by its name, by its configuration, and in packages and directories of the path', () => {
    const files = {
      'shop/__init__.py': '',
      'shop/apps.py': `from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = 'shop'\n    label = 'store'\n`,
      'apps/blog/models.py': '',
      'project/users/__init__.py': '',
      'project/users/apps.py': `class UsersConfig(AppConfig):\n    name = 'project.users'\n`,
      'src/cart/__init__.py': '',
    }
    const found = read(
      files,
      ['django.contrib.admin', 'shop.apps.ShopConfig', 'apps.blog', 'project.users.apps.UsersConfig', 'cart'],
      ['', 'src'],
    )
    expect(found.map(({ label, module, directory }) => [label, module, directory])).toEqual([
      ['store', 'shop', 'shop'],
      ['blog', 'apps.blog', 'apps/blog'],
      ['users', 'project.users', 'project/users'],
      ['cart', 'cart', 'src/cart'],
    ])
  })

  it('is not imported by a name that it had before it was moved', () => {
    const config = (name: string) => `class ShopConfig(AppConfig):\n    name = '${name}'\n`
    const misnamed = (name: string, installed: string, pythonPath = ['']) => {
      const files = { 'apps/shop/__init__.py': '', 'apps/shop/apps.py': config(name) }
      return misnamedApps({ tree: memoryTree(files), pythonPath }, [installed]).map(({ module }) => module)
    }
    expect(misnamed('shop', 'apps.shop.apps.ShopConfig')).toEqual(['apps.shop'])
    expect(misnamed('shop', 'apps.shop')).toEqual(['apps.shop'])
    expect(misnamed('apps.shop', 'apps.shop')).toEqual([])
    expect(misnamed('django.contrib.shop', 'apps.shop')).toEqual([])
    expect(misnamed('shop', 'apps.shop', ['', 'apps'])).toEqual([])
  })

  it('takes its configuration by itself since Django 3.2 only', () => {
    const files = {
      'shop/__init__.py': '',
      'shop/apps.py': `class ShopConfig(AppConfig):\n    name = 'shop'\n    label = 'store'\n`,
    }
    const labels = (more: Record<string, string>, onlyNamedConfigurations: boolean) =>
      ownApps({ tree: memoryTree({ ...files, ...more }), pythonPath: [''], onlyNamedConfigurations }, [
        'shop',
      ]).map(({ label }) => label)
    expect(labels({}, false)).toEqual(['store'])
    expect(labels({}, true)).toEqual(['shop'])
    const named = `default_app_config = 'shop.apps.ShopConfig'\n`
    expect(labels({ 'shop/__init__.py': named }, true)).toEqual(['store'])
  })

  it('may have a model that only holds permissions', () => {
    const permissions = (more = '') =>
      `from django.db import models\nclass Rights(models.Model):\n    class Meta:\n        managed = False\n        permissions = [('a', 'A')]\n${more}`
    const unmanaged = (text: string) =>
      read({ 'a/__init__.py': '', 'a/models.py': text }, ['a']).flatMap((app) => app.unmanaged)
    expect(unmanaged(permissions())).toEqual([])
    expect(unmanaged(permissions('    name = models.TextField()\n'))).toHaveLength(1)
  })

  it('may have models and no migrations, in several ways', () => {
    const files = {
      'a/__init__.py': '',
      'a/models.py': model,
      'b/__init__.py': '',
      'b/models.py': model,
      'b/migrations/__init__.py': '',
      'c/__init__.py': '',
      'c/models.py': 'from django.contrib.auth.models import User\n',
      'd/__init__.py': '',
      'd/models.py': model,
      'd/migrations/0001_initial.py': migration('', `    operations = [CreateModel(name='Disc')]`),
      'e/__init__.py': '',
      'e/models.py': model,
      'e/migrations/__init__.py': '',
      'e/migrations/0001_initial.py': migration('', `    operations = [CreateModel(name='Disc')]`),
    }
    const found = read(files, ['a', 'b', 'c', 'd', 'e'])
    expect(found.map(({ migrations, namespace }) => [migrations, namespace])).toEqual([
      ['no-package', false],
      ['empty-package', false],
      ['none-needed', false],
      ['no-package', true],
      ['some', false],
    ])
  })

  it('has the models that get tables, wherever they are written', () => {
    const files = {
      'core/__init__.py': '',
      'core/base.py': `from django.db import models\nclass Dated(models.Model):\n    class Meta:\n        abstract = True\n`,
      'shop/__init__.py': '',
      'shop/models/__init__.py':
        'from .disc import Disc\nfrom .people import *\nfrom shop.models.more import More\n',
      'shop/models/disc.py': `from core.base import Dated
from django.db import models
class Disc(Dated):
    pass
class Old(Disc):
    class Meta:
        proxy = True
class View(models.Model):
    class Meta:
        managed = False
class Kind(models.TextChoices):
    A = 'a'
class Discs(models.Manager):
    pass
class AbstractMeta(type(models.Model), type):
    pass
`,
      'shop/models/people.py': `from django.contrib.auth.models import AbstractUser\nclass Person(AbstractUser):\n    pass\n`,
      'shop/models/more.py': `from wagtail.models import Page\nfrom mptt.models import MPTTModel\nclass More(Page):\n    pass\nclass Branch(MPTTModel):\n    pass\n`,
      'shop/models/unused.py': `from django.db import models\nclass Unused(models.Model):\n    pass\n`,
    }
    expect(read(files, ['shop'])[0]).toMatchObject({
      models: 4,
      unmanaged: [{ model: 'View', place: { file: 'shop/models/disc.py', line: 8 } }],
    })
  })

  it('is silent about classes that only look alike, and about what goes round for ever', () => {
    const files = {
      'a/__init__.py': '',
      'a/models.py': `from pydantic import BaseModel\nfrom django.forms import ModelForm\nfrom .models import Loop
class Data(BaseModel):
    pass
class Form(ModelForm):
    pass
class Loop(Loop):
    pass
class One(Two):
    pass
class Two(One):
    pass
`,
    }
    expect(read(files, ['a'])[0]?.models).toBe(0)
  })
})

describe('the graph of migrations', () => {
  const app = { 'shop/__init__.py': '', 'shop/models.py': model, 'shop/migrations/__init__.py': '' }
  const first = migration('', `    operations = [migrations.CreateModel(name='Disc', fields=[])]`)

  it('conflicts where it has several ends', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first,
      'shop/migrations/0002_price.py': migration(`('shop', '0001_initial')`),
      'shop/migrations/0002_stock.py': migration(
        `\n        ("shop", "0001_initial"),  # ('shop', '0002_price')\n    `,
      ),
    }
    expect(read(files, ['shop'])[0]?.conflict).toEqual(['0002_price', '0002_stock'])
    const merged = {
      ...files,
      'shop/migrations/0003_merge.py': migration(`('shop', '0002_price'), ('shop', '0002_stock')`),
    }
    expect(read(merged, ['shop'])[0]?.conflict).toEqual([])
  })

  it('takes what a function makes for no migration of the project', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first,
      'shop/migrations/0002_owner.py': migration(
        `swapper.dependency('shop', 'Owner'), ('shop', '0001_initial')`,
      ),
      'shop/migrations/0003_gone.py': migration(`('shop', '0002_gone'), ['shop', '0002_owner']`),
    }
    const found = read(files, ['shop'])[0]?.missingParents ?? []
    expect(found.map(({ migration }) => migration)).toEqual(['shop.0002_gone'])
  })

  it('holds migrations whose names are no names of Python', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first,
      'shop/migrations/0002_non-null+files.py': migration(`('shop', '0001_initial')`),
      'shop/migrations/0003_fix unique.py': migration(`('shop', '0002_non-null+files')`),
      'shop/migrations/0004_next.py': migration(`('shop', '0003_fix unique')`),
    }
    expect(read(files, ['shop'])[0]).toMatchObject({ conflict: [], missingParents: [] })
  })

  it('takes the last class of a module, and operations that build on those of Django', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first.replace('CreateModel(', 'CreateModelIfMissing('),
      'shop/migrations/0002_price.py': migration(`('shop', '0001_initial')`),
      'shop/migrations/0003_next.py': `${migration(`('auth', '0001_initial')`)}\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0002_price')]\n`,
    }
    expect(read(files, ['shop'])[0]).toMatchObject({ conflict: [], unmade: [] })
  })

  it('counts a squashed migration in the place of those that it replaces', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first,
      'shop/migrations/0002_price.py': migration(`('shop', '0001_initial')`),
      'shop/migrations/0001_squashed.py': `${header}    replaces = [('shop', '0001_initial'), ('shop', '0002_price')]\n    dependencies = []\n`,
      'shop/migrations/0003_next.py': migration(`('shop', '0002_price')`),
    }
    expect(read(files, ['shop'])[0]?.conflict).toEqual([])
  })

  it('lacks what others build on and git does not have', () => {
    const files = {
      ...app,
      'shop/migrations/0001_initial.py': first,
      'shop/migrations/0003_next.py': migration(
        `('shop', '0002_price'), ('auth', '0001_initial'), ('shop', '__first__')`,
      ),
    }
    const [shop] = read(files, ['shop'])
    expect(shop?.missingParents).toEqual([
      { migration: 'shop.0002_price', place: { file: 'shop/migrations/0003_next.py' } },
    ])
    // The missing file may join the two ends, so to propose `--merge` would be wrong.
    expect(shop?.conflict).toEqual([])
  })

  it('tells of a model without a table only where that is certain', () => {
    const files = {
      ...app,
      'shop/models.py': `${model}class New(models.Model):\n    pass\n`,
      'shop/migrations/0001_initial.py': first,
    }
    expect(read(files, ['shop'])[0]?.unmade).toEqual([
      { model: 'New', place: { file: 'shop/models.py', line: 4 } },
    ])
    const renamed = {
      ...files,
      'shop/migrations/0002_rename.py': migration(
        `('shop', '0001_initial')`,
        `    operations = [migrations.RenameModel(old_name='Old', new_name='New')]`,
      ),
    }
    expect(read(renamed, ['shop'])[0]?.unmade).toEqual([])
    const computed = {
      ...files,
      'shop/migrations/0002_computed.py': migration(
        `('shop', '0001_initial')`,
        `    operations = [migrations.CreateModel(name=NAME)]`,
      ),
    }
    expect(read(computed, ['shop'])[0]?.unmade).toEqual([])
  })
})
