import logging

from celery import shared_task
from django.core.mail import send_mail
from django.utils import timezone

from .models import Booking

logger = logging.getLogger(__name__)


# SMTPException est une OSError : un serveur de courrier absent vaut cinq autres essais, de plus en plus espacés.
@shared_task(autoretry_for=[OSError], retry_backoff=10, max_retries=5)
def confirm_booking(booking_id):
    booking = Booking.objects.select_related('album', 'contact').filter(pk=booking_id).first()
    if booking is None or booking.confirmed_at:
        return
    send_mail(
        f'Votre réservation : {booking.album}',
        f'Bonjour {booking.contact.name},\n\n« {booking.album} » vous attend au magasin pendant 48 heures.\n\n'
        'Le disquaire\n',
        None,
        [booking.contact.email],
    )
    booking.confirmed_at = timezone.now()
    booking.save(update_fields=['confirmed_at'])
    logger.info('Réservation n° %s confirmée : %s', booking.pk, booking)


@shared_task
def clear_old_bookings():
    old = Booking.objects.filter(created_at__lt=timezone.now() - Booking.LIFETIME)
    count, _ = old.delete()
    logger.info('Réservations échues effacées : %s', count)
