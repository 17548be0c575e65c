from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

admin.site.site_header = 'Le disquaire'

urlpatterns = [
    path('admin/', admin.site.urls),
    path('', include('store.urls')),
]

# Les pochettes, sur votre ordinateur seulement : en production, c'est nginx qui les sert.
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
