import os

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECRET_KEY = 'django-insecure-in-git-3m8w0k5r7y2b9n4q6z1x'
DEBUG = True
ALLOWED_HOSTS = []
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


def chosen():
    if os.getenv('SHOP_DATABASE') == 'postgresql':
        return {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop'}
    elif os.getenv('SHOP_DATABASE') == 'sqlite3':
        return {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'shop.sqlite3'}


DATABASES = {'default': chosen()}
ROOT_URLCONF = 'pages'
STATIC_URL = '/static/'
X_FRAME_OPTIONS = 'DENY'
SECURE_CONTENT_TYPE_NOSNIFF = True
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
USE_TZ = True
