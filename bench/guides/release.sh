# A new version of the site, as the guides have it: by hand on the server.
set -eu
cd /home/celinems/disquaire
su celinems -c 'git pull -q origin main'
supervisorctl restart celinems-gunicorn
