import os

from configurations import Configuration, values

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Common(Configuration):
    INSTALLED_APPS = [
        'django.contrib.auth',
        'django.contrib.contenttypes',
        'django.contrib.sessions',
        'django.contrib.staticfiles',
    ]
    MIDDLEWARE = [
        'django.middleware.security.SecurityMiddleware',
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
        'django.middleware.clickjacking.XFrameOptionsMiddleware',
    ]
    DATABASES = {
        'default': {
            'ENGINE': 'django.db.backends.sqlite3',
            'NAME': os.path.join(BASE_DIR, 'db.sqlite3'),
        }
    }
    ROOT_URLCONF = 'pages'
    STATIC_URL = '/static/'
    X_FRAME_OPTIONS = 'DENY'
    SECURE_CONTENT_TYPE_NOSNIFF = True
    SECURE_BROWSER_XSS_FILTER = True
    DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
    USE_TZ = True
    SECRET_KEY = values.SecretValue()
    SITE_TITLE = values.Value('Disquaire')

    @property
    def GREETING(self):
        return 'Welcome to ' + self.SITE_TITLE


class Development(Common):
    DEBUG = True


class Production(Common):
    DEBUG = False
    ALLOWED_HOSTS = ['shop.example']
    SESSION_COOKIE_SECURE = True
