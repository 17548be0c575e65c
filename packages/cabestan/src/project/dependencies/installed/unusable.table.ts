import type { LeftOutWhy } from '../reading.ts'

function all(names: string, why: LeftOutWhy): readonly (readonly [string, LeftOutWhy])[] {
  return names.split(' ').map((name) => [name, why] as const)
}

/**
 * Requirements that no Linux server can install from PyPI, or that break a Python of today: what `pip freeze` lists
 * on Windows, on a Mac, inside Anaconda, or with the Python of a Debian desktop.
 */
export const unusable: ReadonlyMap<string, LeftOutWhy> = new Map([
  ...all(
    'pywin32 pypiwin32 pywin32-ctypes pywinpty win-unicode-console win-inet-pton twisted-iocpsupport wmi windows-curses comtypes pycaw winrt winshell pywinauto winpython pywinusb wincertstore pyreadline tensorflow-intel',
    'windows',
  ),
  ...all('pyobjc pyobjc-core pyobjc-framework-cocoa macholib appscript', 'mac'),
  // Backports that hide the module of the same name, or do not install, on Python 3.
  ...all(
    'asyncio enum34 typing dataclasses futures functools32 wsgiref ssl hashlib logging importlib uuid pathlib argparse multiprocessing ordereddict contextlib unittest2 subprocess32 distribute sqlite3 json os sys re math random time csv io collections itertools threading smtplib socket string urllib urllib2 tkinter traceback shutil glob pickle copy decimal statistics zipfile html http email pprint secrets base64 operator platform tempfile warnings inspect abc calendar locale gettext queue signal struct types zlib getpass heapq bisect fractions numbers textwrap unicodedata webbrowser ast',
    'standard-library',
  ),
  ...all('pkg-resources', 'placeholder'),
  ...all(
    'python-apt command-not-found distro-info ubuntu-drivers-common ubuntu-advantage-tools ubuntu-pro-client unattended-upgrades language-selector ufw usb-creator xkit apturl brlapi cupshelpers louis screen-resolution-extra python-debian systemd-python dbus-python pygobject pycups pysmbc reportbug ssh-import-id cloud-init defer duplicity launchpadlib lazr-restfulclient lazr-uri macaroonbakery software-properties update-manager python-debianbts gpg pyxdg ibus aptdaemon aptdaemon-gtk3widgets catfish mugshot lightdm-gtk-greeter-settings menulibre sgt-launcher onboard blivet-gui unity-lens-photos ubuntu-system-service',
    'distribution',
  ),
  ...all(
    'conda conda-build conda-package-handling conda-content-trust conda-token conda-repo-cli conda-verify conda-pack anaconda-client anaconda-navigator anaconda-project navigator-updater menuinst clyent mkl-service mkl-fft mkl-random ruamel-yaml-conda pycosat tbb',
    'conda',
  ),
  // What serves the pages elsewhere: each release has its own server, and these two are compiled for minutes.
  ...all('uwsgi mod-wsgi', 'web-server'),
])
