import time
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from .forms import BookingForm
from .models import Album, Booking, Contact
from .tasks import confirm_booking

with_details = Album.objects.select_related('booking').prefetch_related('artists')


def home(request):
    return render(request, 'store/home.html', {'albums': with_details[:4]})


class AlbumList(ListView):
    template_name = 'store/albums.html'
    context_object_name = 'albums'
    paginate_by = 8

    def get_queryset(self):
        self.query = self.request.GET.get('q', '').strip()
        if not self.query:
            return with_details.all()
        found = Q(artists__name__icontains=self.query)
        for field in ['title', 'genre', 'reference']:
            found |= Q(**{f'{field}__icontains': self.query})
        return with_details.filter(found).distinct()

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.query, **kwargs)


def album(request, reference):
    chosen = get_object_or_404(with_details, reference=reference)
    form = BookingForm(request.POST or None)
    if form.is_valid():
        if book(chosen, **form.cleaned_data):
            messages.success(request, f'« {chosen} » vous attend. Un message vous le confirme.')
        else:
            messages.error(request, f'« {chosen} » vient d’être réservé.')
        return redirect(chosen)
    return render(request, 'store/album.html', {'album': chosen, 'form': form})


def book(album, name, email):
    """Réserve l'album, ou rien si quelqu'un l'a déjà. La tâche ne part qu'une fois la réservation écrite."""
    with transaction.atomic():
        contact, _ = Contact.objects.get_or_create(email=email.lower(), defaults={'name': name})
        booking, made = Booking.objects.get_or_create(album=album, defaults={'contact': contact})
        if made:
            transaction.on_commit(partial(confirm_booking.delay, booking.pk), robust=True)
    return made


def simple(request):
    """Une page, une requête à la base : de quoi mesurer un serveur."""
    return render(request, 'store/simple.html', {'albums': Album.objects.all()})


def slow(request):
    """Une réponse qui se fait attendre, une minute au plus : /lent/?secondes=3"""
    try:
        seconds = min(max(float(request.GET.get('secondes', 3)), 0), 60)
    except ValueError:
        seconds = 3
    time.sleep(seconds)
    return HttpResponse(f'{seconds:g} s\n', content_type='text/plain')


def failing(request):
    """Une vraie panne, sur demande : de quoi voir ce que devient une erreur en production."""
    basket = {'disque': 'Marée basse', 'quantité': 0}
    share = 24 / basket['quantité']
    return HttpResponse(share)
