from common_pages import urlpatterns  # noqa: F401
