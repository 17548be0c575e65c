from django.conf import settings


def facture(numero, texte):
    settings.FACTURES_DIR.mkdir(exist_ok=True)
    (settings.FACTURES_DIR / f'{numero}.txt').write_text(texte)
    with open(settings.COMPTEUR, 'a') as compteur:
        compteur.write('.')
