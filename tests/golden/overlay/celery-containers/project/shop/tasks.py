from celery import shared_task


@shared_task
def send_orders():
    return 0
