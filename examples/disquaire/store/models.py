from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone


class Artist(models.Model):
    name = models.CharField('nom', max_length=200, unique=True)

    class Meta:
        verbose_name = 'artiste'
        ordering = ['name']

    def __str__(self):
        return self.name


class Contact(models.Model):
    email = models.EmailField('adresse e-mail', unique=True)
    name = models.CharField('nom', max_length=200)

    def __str__(self):
        return f'{self.name} <{self.email}>'


class Album(models.Model):
    title = models.CharField('titre', max_length=200)
    reference = models.SlugField('référence', unique=True)
    artists = models.ManyToManyField(Artist, verbose_name='artistes', related_name='albums')
    year = models.PositiveSmallIntegerField('année')
    genre = models.CharField('genre', max_length=60)
    price = models.DecimalField('prix', max_digits=6, decimal_places=2)
    story = models.TextField('présentation', blank=True)
    cover = models.ImageField('pochette', upload_to='pochettes/', blank=True)
    created_at = models.DateTimeField('ajouté le', default=timezone.now)

    class Meta:
        ordering = ['-created_at', 'title']

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse('store:album', args=[self.reference])

    @property
    def available(self):
        return not hasattr(self, 'booking')

    @property
    def tint(self):
        """Sans pochette, un album reçoit l'une des six couleurs de la feuille de style."""
        return (self.pk or 0) % 6


class Booking(models.Model):
    LIFETIME = timedelta(hours=48)

    # Un disque est unique : la base refuse elle-même une seconde réservation.
    album = models.OneToOneField(Album, models.CASCADE, related_name='booking')
    contact = models.ForeignKey(Contact, models.CASCADE, related_name='bookings')
    created_at = models.DateTimeField('réservé le', default=timezone.now)
    confirmed_at = models.DateTimeField('confirmé le', null=True, blank=True)

    class Meta:
        verbose_name = 'réservation'
        ordering = ['-created_at']

    def __str__(self):
        return f'{self.album} pour {self.contact.name}'
