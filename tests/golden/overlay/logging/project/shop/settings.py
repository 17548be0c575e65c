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
ADMINS = [('Anna', 'anna@shop.example')]
LOGGING = {
    'version': 1,
    'disable_existing_loggers': True,
    'formatters': {'short': {'format': '%(levelname)s %(message)s'}},
    'filters': {'require_debug_false': {'()': 'django.utils.log.RequireDebugFalse'}},
    'handlers': {
        'orders': {
            'class': 'logging.handlers.RotatingFileHandler',
            'filename': '/var/log/shop/orders.txt',
            'maxBytes': 100000,
            'backupCount': 5,
            'formatter': 'short',
        },
        'imports': {'class': 'logging.FileHandler', 'filename': os.getenv('PATH_TO_IMPORT_LOG')},
        'mail_admins': {
            'level': 'ERROR',
            'filters': ['require_debug_false'],
            'class': 'django.utils.log.AdminEmailHandler',
            'include_html': True,
        },
    },
    'loggers': {
        'django.request': {'handlers': ['mail_admins'], 'level': 'ERROR', 'propagate': True},
        'shop': {'handlers': ['orders', 'imports'], 'level': 'INFO', 'propagate': False},
    },
}
