import { afterEach, expect, it } from 'vitest'
import { gitRepository, removeTemporaryDirectories } from '../project/tree/git-repository.fixture.ts'
import { newMigrations } from './new-migrations.ts'

afterEach(removeTemporaryDirectories)

const files: Record<string, string> = {
  'src/shop/migrations/0002_price.py':
    "operations = [migrations.AddField('album', 'price', models.IntegerField(null=True))]",
  'src/shop/migrations/0003_names.py': `operations = [
    migrations.RenameField(model_name='Album', old_name='title', new_name='name'),
    migrations.RemoveField(
        model_name='album',
        name='year',
    ),
    # migrations.DeleteModel('Album'),
    migrations.DeleteModel(name='Review'),
    migrations.RenameModel('Tag', 'Label'),
]`,
  'src/shop/migrations/0004_state.py': `operations = [migrations.SeparateDatabaseAndState(
    state_operations=[migrations.RemoveField('album', 'note')],
)]`,
  'src/shop/migrations/__init__.py': '',
  'src/shop/migrations/sql/0001.py': "migrations.DeleteModel('X')",
  'elsewhere/migrations/0002_other.py': "migrations.DeleteModel('X')",
}

it('finds the migrations that the live release is without, and what they say outright to take away', async () => {
  const repository = gitRepository()
  const live = repository.commit({ 'src/shop/migrations/0001_initial.py': "migrations.DeleteModel('Old')" })
  const commit = repository.commit(files)
  const since = (from: string) =>
    newMigrations({
      tree: { text: (path) => files[path] ?? null },
      applications: [{ label: 'store', directory: 'src/shop' }],
      ...{ top: repository.path, commit, live: from },
    })
  expect(await since(live)).toEqual([
    { name: 'store.0002_price', operations: [] },
    {
      name: 'store.0003_names',
      operations: [
        'RenameField album.title',
        'RemoveField album.year',
        'DeleteModel review',
        'RenameModel tag',
      ],
    },
    { name: 'store.0004_state', operations: [] },
  ])
  expect(await since(commit)).toEqual([])
  expect(await since('0'.repeat(40))).toEqual([])
})
