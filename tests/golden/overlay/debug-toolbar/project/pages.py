import debug_toolbar
from django.conf.urls import include

from common_pages import re_path, urlpatterns

urlpatterns = urlpatterns + [re_path(r'^__debug__/', include(debug_toolbar.urls))]
