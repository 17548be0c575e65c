/** A distribution that needs libraries of the server. */
export interface SystemNeed {
  /** Of Debian, to run it: by names that Debian 12 and 13, Ubuntu 22.04 and 24.04 share. */
  readonly run?: string
  /** To build it, where it has no wheel or never had one. */
  readonly build?: string
  /** It has wheels that bring their own libraries: `build` only where a version has none for the Python. */
  readonly wheels?: true
  /** From this version on it needs no building. */
  readonly below?: string
}

const imageLibraries = 'libjpeg-dev zlib1g-dev libfreetype-dev libtiff-dev libwebp-dev'

/** By distribution; package names as in Debian 12 and 13 on 2026-11-24. */
export const systemNeeds: Readonly<Record<string, SystemNeed>> = {
  aioquic: { build: 'libssl-dev', wheels: true },
  'azure-cognitiveservices-speech': { run: 'libasound2' },
  brotli: { build: 'g++', below: '1.1' },
  cairocffi: { run: 'libcairo2' },
  cairosvg: { run: 'libcairo2' },
  cffi: { build: 'libffi-dev', wheels: true },
  'confluent-kafka': { build: 'librdkafka-dev', wheels: true },
  cryptography: { build: 'libssl-dev libffi-dev cargo pkg-config', wheels: true },
  'dbus-python': { build: 'libdbus-1-dev libglib2.0-dev' },
  dlib: { build: 'cmake g++ libopenblas-dev liblapack-dev' },
  'django-wkhtmltopdf': { run: 'wkhtmltopdf' },
  'face-recognition': { build: 'cmake g++ libopenblas-dev liblapack-dev' },
  'ffmpeg-python': { run: 'ffmpeg' },
  fiona: { build: 'libgdal-dev', wheels: true },
  gdal: { build: 'libgdal-dev g++' },
  gevent: { build: 'libev-dev libffi-dev', wheels: true },
  'google-re2': { build: 'libre2-dev', wheels: true },
  gssapi: { build: 'libkrb5-dev' },
  h5py: { build: 'libhdf5-dev pkg-config', wheels: true },
  imgkit: { run: 'wkhtmltopdf' },
  kerberos: { build: 'libkrb5-dev' },
  lxml: { build: 'libxml2-dev libxslt1-dev zlib1g-dev', wheels: true },
  m2crypto: { build: 'libssl-dev swig' },
  matplotlib: { build: 'libfreetype-dev libpng-dev pkg-config', wheels: true },
  moviepy: { run: 'ffmpeg' },
  mysqlclient: { build: 'default-libmysqlclient-dev pkg-config', run: 'libmariadb3' },
  netifaces: { build: '' },
  numpy: { build: 'g++ gfortran libopenblas-dev', wheels: true },
  ocrmypdf: { run: 'ocrmypdf tesseract-ocr ghostscript' },
  'opencv-contrib-python': { run: 'libgl1 libglib2.0-0' },
  'opencv-python': { run: 'libgl1 libglib2.0-0' },
  'opencv-python-headless': { run: 'libglib2.0-0' },
  pandas: { build: 'g++', wheels: true },
  pdf2image: { run: 'poppler-utils' },
  pdfkit: { run: 'wkhtmltopdf' },
  pdftotext: { build: 'libpoppler-cpp-dev g++ pkg-config' },
  pillow: { build: imageLibraries, wheels: true },
  psycopg: { run: 'libpq5' },
  'psycopg-c': { build: 'libpq-dev', run: 'libpq5' },
  psycopg2: { build: 'libpq-dev', run: 'libpq5' },
  'psycopg2-binary': { build: 'libpq-dev', wheels: true },
  'py-pdf-parser': { run: 'poppler-utils' },
  pyaudio: { build: 'portaudio19-dev', run: 'libportaudio2' },
  pycairo: { build: 'libcairo2-dev pkg-config', run: 'libcairo2' },
  pycurl: { build: 'libcurl4-openssl-dev libssl-dev', wheels: true },
  pydub: { run: 'ffmpeg' },
  pygobject: { build: 'libgirepository1.0-dev libcairo2-dev pkg-config' },
  pygraphviz: { build: 'libgraphviz-dev pkg-config', run: 'graphviz' },
  graphviz: { run: 'graphviz' },
  pyicu: { build: 'libicu-dev g++ pkg-config' },
  pylibmc: { build: 'libmemcached-dev zlib1g-dev', wheels: true },
  pymssql: { build: 'freetds-dev', wheels: true },
  pyodbc: { build: 'unixodbc-dev g++', run: 'unixodbc', wheels: true },
  pypandoc: { run: 'pandoc' },
  pyproj: { build: 'libproj-dev', wheels: true },
  pytesseract: { run: 'tesseract-ocr' },
  'python-ldap': { build: 'libldap-dev libsasl2-dev' },
  'python-magic': { run: 'libmagic1' },
  'python-snappy': { build: 'libsnappy-dev g++', wheels: true },
  'python3-saml': { run: 'libxmlsec1-openssl' },
  pysaml2: { run: 'xmlsec1' },
  djangosaml2: { run: 'xmlsec1' },
  pyzbar: { run: 'libzbar0' },
  rasterio: { build: 'libgdal-dev', wheels: true },
  rcssmin: { wheels: true },
  reportlab: { build: 'libfreetype-dev', wheels: true },
  rlpycairo: { run: 'libcairo2' },
  'scikit-learn': { build: 'g++ gfortran libopenblas-dev', wheels: true },
  scipy: { build: 'g++ gfortran libopenblas-dev', wheels: true },
  scrypt: { build: 'libssl-dev', wheels: true },
  shapely: { build: 'libgeos-dev', wheels: true },
  tesserocr: { build: 'libtesseract-dev libleptonica-dev g++ pkg-config', wheels: true },
  twisted: { build: '', below: '21.2' },
  uwsgi: { build: 'libpcre2-dev' },
  // It brings a Pillow before 6, whose wheels end with Python 3.7.
  wagtail: { build: imageLibraries, below: '2.5' },
  wand: { run: 'libmagickwand-dev' },
  weasyprint: { run: 'libpango-1.0-0 libpangoft2-1.0-0' },
  xmlsec: { build: 'libxmlsec1-dev libxml2-dev pkg-config', run: 'libxmlsec1-openssl', wheels: true },
  zbar: { build: 'libzbar-dev' },
  zopfli: { build: 'g++', below: '0.2.3' },
}

/** What each of Django's own parts needs of the server. */
export const gisPackages = ['gdal-bin', 'libgdal-dev', 'libgeos-dev', 'libproj-dev', 'binutils'] as const

/** To build anything that is written in C, with the headers of Debian's own Python. */
export const compilerPackages = ['gcc', 'libc6-dev', 'python3-dev'] as const
