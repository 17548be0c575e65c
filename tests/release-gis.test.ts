import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveShop, liveShop, settings, urls } from './harness/live-shop.ts'
import { onSuites } from './harness/suites.ts'

/** A project with places on a map: system libraries and an extension of PostgreSQL that nobody was asked about. */
describe.each(onSuites('bookworm'))('a GeoDjango project on %s', (suite) => {
  let shop: LiveShop
  beforeAll(async () => {
    shop = await liveShop({ suite, files: places })
  })
  afterAll(() => shop.close())

  it('gets PostGIS and its libraries, and answers with a distance from the database', async () => {
    const ended = await shop.run(['deploy', '--yes'])
    expect(ended.code, ended.output).toBe(0)
    expect(await shop.page()).toBe('from Paris to Bordeaux: 499 km')
  })
})

const places = {
  'shop/settings.py': settings
    .replace(
      "'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'",
      "'django.contrib.gis.db.backends.postgis', 'NAME': 'shop'",
    )
    .replace("'albums'", "'django.contrib.gis', 'albums'"),
  'albums/models.py': `from django.contrib.gis.db import models


class Shop(models.Model):
    name = models.CharField(max_length=100)
    place = models.PointField(geography=True)
`,
  'albums/migrations/__init__.py': '',
  'albums/migrations/0001_initial.py': `import django.contrib.gis.db.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel('Shop', [
            ('id', models.BigAutoField(primary_key=True, serialize=False)),
            ('name', models.CharField(max_length=100)),
            ('place', django.contrib.gis.db.models.fields.PointField(geography=True, srid=4326)),
        ]),
    ]
`,
  'shop/urls.py': urls(
    'from albums.models import Shop',
    'from django.contrib.gis.db.models.functions import Distance',
    'from django.contrib.gis.geos import Point',
    'paris = Point(2.3522, 48.8566, srid=4326)',
    "Shop.objects.get_or_create(name='Bordeaux', defaults={'place': Point(-0.5792, 44.8378, srid=4326)})",
    "metres = Shop.objects.annotate(away=Distance('place', paris)).get().away.m",
    "return HttpResponse('from Paris to Bordeaux: %d km' % (metres / 1000))",
  ),
}
