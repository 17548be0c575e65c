# Managed by Cabestan. Static files under names that change with their content.
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import SuspiciousFileOperation


class HashedStaticFiles(ManifestStaticFilesStorage):
    """A file that is missing, or not static at all, keeps its name: Django's storage stops there."""

    manifest_strict = False

    def hashed_name(self, name, *args, **options):
        try:
            return super().hashed_name(name, *args, **options)
        except (ValueError, SuspiciousFileOperation):
            return name
