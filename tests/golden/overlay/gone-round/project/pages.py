from common_pages import HttpResponse, re_path, urlpatterns
from django.db import connection
from shop import settings

# As many projects do, instead of django.conf.settings.
import shop.settings

# On a server it would have come from a file that is in no commit.
from shop.settings import MEDIA_ROOT

urlpatterns = urlpatterns + [
    re_path(
        r'^key/$',
        lambda request: HttpResponse(
            ' '.join([settings.SECRET_KEY, str(shop.settings.DEBUG), connection.vendor, MEDIA_ROOT[-6:]])
        ),
    )
]
