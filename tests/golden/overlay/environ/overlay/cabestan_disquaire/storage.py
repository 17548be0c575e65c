# Managed by Cabestan. Static files under names that change with their content.
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """A file that is missing keeps its name, which Django's own storage makes an error of."""

    manifest_strict = False

    def hashed_name(self, name, *args, **options):
        try:
            return super().hashed_name(name, *args, **options)
        except ValueError:
            return name
