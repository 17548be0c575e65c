# Managed by Cabestan. Static files under names that change with their content.
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.contrib.staticfiles.utils import matches_patterns
from django.core.exceptions import SuspiciousFileOperation


class HashedStaticFiles(ManifestStaticFilesStorage):
    """A file that is missing, or not static at all, keeps its name: Django's storage stops there."""

    manifest_strict = False

    def hashed_name(self, name, *args, **options):
        try:
            return super().hashed_name(name, *args, **options)
        except (ValueError, SuspiciousFileOperation):
            return name

    def post_process(self, paths, dry_run=False, **options):
        """What is not written in UTF-8 gets its name as it is: Django's storage stops there as well."""
        as_they_are = {name: found for name, found in paths.items() if self.is_illegible(name, *found)}
        others = {name: found for name, found in paths.items() if name not in as_they_are}
        yield from super().post_process(others, dry_run, **options)
        if dry_run or not as_they_are:
            return
        for name, (storage, path) in as_they_are.items():
            with storage.open(path) as file:
                hashed = self.hashed_name(name, file)
                if not self.exists(hashed):
                    file.seek(0)
                    self._save(hashed, file)
            self.hashed_files[self.hash_key(name)] = hashed
            yield name, hashed, True
        self.save_manifest()

    def is_illegible(self, name, storage, path):
        if not matches_patterns(name, list(self._patterns)):
            return False
        with storage.open(path) as file:
            try:
                file.read().decode('utf-8')
            except UnicodeDecodeError:
                return True
        return False
