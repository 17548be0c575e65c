from django.urls import path

from . import views

app_name = 'store'

urlpatterns = [
    path('', views.home, name='home'),
    path('albums/', views.AlbumList.as_view(), name='albums'),
    path('albums/<slug:reference>/', views.album, name='album'),
    path('simple/', views.simple, name='simple'),
    path('lent/', views.slow, name='slow'),
    path('panne/', views.failing, name='failing'),
]
