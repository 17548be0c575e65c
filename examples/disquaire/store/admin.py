from django.contrib import admin

from .models import Album, Artist, Booking, Contact


@admin.register(Album)
class AlbumAdmin(admin.ModelAdmin):
    list_display = ['title', 'reference', 'year', 'price', 'cover']
    list_filter = ['genre', 'artists']
    search_fields = ['title', 'reference', 'artists__name']
    filter_horizontal = ['artists']
    prepopulated_fields = {'reference': ['title']}


@admin.register(Artist)
class ArtistAdmin(admin.ModelAdmin):
    search_fields = ['name']


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display = ['name', 'email']
    search_fields = ['name', 'email']


@admin.register(Booking)
class BookingAdmin(admin.ModelAdmin):
    list_display = ['album', 'contact', 'created_at', 'confirmed_at']
    list_select_related = ['album', 'contact']
    date_hierarchy = 'created_at'
