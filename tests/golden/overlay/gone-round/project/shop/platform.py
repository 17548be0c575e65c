def settings(scope):
    scope['ALLOWED_HOSTS'] = ['*']
    scope['DATABASES']['default'] = {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'platform.sqlite3'}
