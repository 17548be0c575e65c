from datetime import timedelta
from io import BytesIO
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from disquaire_project import celery_app

from .models import Album, Artist, Booking, Contact
from .tasks import clear_old_bookings, confirm_booking


class CatalogueTest(TestCase):
    fixtures = ['catalogue']

    def test_home_shows_the_newest_albums_and_the_motto(self):
        page = self.client.get('/')
        self.assertEqual([album.pk for album in page.context['albums']], [12, 11, 10, 9])
        self.assertContains(page, 'id="devise"')

    def test_the_list_is_cut_in_pages_that_keep_the_search(self):
        self.assertEqual(len(self.client.get('/albums/').context['albums']), 8)
        self.assertEqual(len(self.client.get('/albums/?page=2').context['albums']), 4)
        self.assertContains(self.client.get('/albums/?q=e'), 'href="?q=e&amp;page=2"')

    def test_search_finds_titles_and_artists_once_each(self):
        self.assertContains(self.client.get('/albums/?q=marée'), 'Marée basse')
        found = self.client.get('/albums/?q=taourirt').context['albums']
        self.assertEqual({album.title for album in found}, {'Lettres de Tlemcen', 'Deux rives'})
        self.assertEqual(len(self.client.get('/albums/?q=fanfare').context['albums']), 2)
        self.assertContains(self.client.get('/albums/?q=introuvable'), 'Rien de tel en rayon')

    def test_the_number_of_queries_does_not_grow_with_the_shelf(self):
        with self.assertNumQueries(1):
            self.client.get('/simple/')
        with self.assertNumQueries(2):
            self.client.get('/')

    def test_an_unknown_album_is_not_found(self):
        self.assertContains(self.client.get('/albums/inconnu/'), 'pas en rayon', status_code=404)


class BookingTest(TestCase):
    fixtures = ['catalogue']
    url = '/albums/maree-basse/'
    visitor = {'name': 'Zoé Lambert', 'email': 'Zoe@exemple.fr'}

    def setUp(self):
        # Un essai n'attend aucun worker, même là où Redis est donné.
        celery_app.conf.task_always_eager = True

    def book(self):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.url, self.visitor, follow=True)

    def test_a_booking_is_confirmed_by_mail(self):
        page = self.book()
        self.assertContains(page, 'vous attend')
        self.assertIsNotNone(Booking.objects.get().confirmed_at)
        self.assertEqual(mail.outbox[0].to, ['zoe@exemple.fr'])
        self.assertIn('Marée basse', mail.outbox[0].subject)

    def test_a_confirmation_is_sent_once(self):
        self.book()
        confirm_booking(Booking.objects.get().pk)
        self.assertEqual(len(mail.outbox), 1)

    def test_an_album_is_booked_once(self):
        self.book()
        self.assertContains(self.book(), 'vient d’être réservé')
        self.assertEqual(Booking.objects.count(), 1)

    def test_a_wrong_address_is_refused(self):
        page = self.client.post(self.url, {'name': 'Zoé', 'email': 'zoé'})
        self.assertContains(page, 'errorlist')
        self.assertFalse(Booking.objects.exists())

    def test_old_bookings_give_their_album_back(self):
        contact = Contact.objects.create(name='Zoé', email='zoe@exemple.fr')
        for album, age in [(1, timedelta(hours=49)), (2, timedelta(hours=47))]:
            Booking.objects.create(album_id=album, contact=contact, created_at=timezone.now() - age)
        clear_old_bookings()
        self.assertEqual([booking.album_id for booking in Booking.objects.all()], [2])
        self.assertContains(self.client.get(self.url), 'Réserver pour 48 heures')


class AdminTest(TestCase):
    def test_a_cover_is_uploaded_and_shown(self):
        self.client.force_login(User.objects.create_superuser('comptoir'))
        artist = Artist.objects.create(name='Odile Ferrand')
        picture = BytesIO()
        Image.new('RGB', (20, 20), 'teal').save(picture, 'PNG')
        cover = SimpleUploadedFile('pochette.png', picture.getvalue(), 'image/png')
        fields = {
            'title': 'Brume',
            'reference': 'brume',
            'artists': artist.pk,
            'year': 1980,
            'genre': 'Folk',
            'price': '12.00',
            'created_at_0': '2025-01-01',
            'created_at_1': '12:00',
        }
        with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            self.client.post(reverse('admin:store_album_add'), {**fields, 'cover': cover})
            album = Album.objects.get()
            self.assertTrue(album.cover.storage.exists(album.cover.name))
        self.assertContains(self.client.get(album.get_absolute_url()), album.cover.url)


class DemonstrationTest(TestCase):
    def test_the_failing_page_fails_for_real(self):
        with self.assertRaises(ZeroDivisionError):
            self.client.get('/panne/')
        page = Client(raise_request_exception=False).get('/panne/')
        self.assertContains(page, 'Le disque est rayé', status_code=500)

    def test_the_slow_page_is_bounded(self):
        self.assertContains(self.client.get('/lent/?secondes=0'), '0 s')
        self.assertContains(self.client.get('/lent/?secondes=-5'), '0 s')
