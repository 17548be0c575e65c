import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheSource = {
  'release.keys-missing': {
    title: [
      'The settings need variables that nobody has given yet: {keys}.',
      'The settings need variables that nobody has given yet.',
    ],
    next: ['Give each of them, then deploy again: `cabestan env set {first}`.'],
  },
  'release.disk': {
    title: [
      'The disk of the server has {free} left at {path}, and a release needs {need}.',
      'The file system of the server at {path} has {inodes} inodes left: too few for the files of a release.',
      'The server’s disk has no room for a release.',
    ],
    next: [
      'Find where the small files are ({inodes} inodes are left): `cabestan ssh -- sudo du --inodes -xd3 / | sort -n | tail`.',
      'See what fills it: `cabestan ssh -- sudo du -xhd2 /`.',
    ],
  },
  'release.memory': {
    title: [
      'The server has {memory} of memory and swap together, and a deploy needs {need}.',
      'The server’s memory is too small for this application.',
    ],
    next: ['Give the server more memory or swap (`swap:` in `cabestan.yaml`).'],
  },
  'release.domain-taken': {
    title: [
      '{name} is answered by another site of this server already: {site}.',
      'Another site of this server answers to a name of this one.',
    ],
    next: [
      'Give this application a name of its own (`domains:` in `cabestan.yaml`); or take the name from the other one first.',
      'If it is the same site under a new name, give it its former one back, in `app:` or under `environments:`: its database, uploads and variables go by that name, and nothing takes them along.',
      'The settings need variables besides that nobody has given yet, {keys}: `cabestan env set {first}`.',
    ],
  },
  'release.default-taken': {
    title: [
      'nginx has room for one default site alone, and {name} on the server is another one.',
      'nginx has room for one default site alone, and the server has another one.',
    ],
    next: ['Then run the same command again. Until then that site goes on as it is.'],
    advice: {
      what: {
        'default-server':
          'Take the word `default_server` out of the `listen` lines of {name}: that site goes on answering to the names of its `server_name`.',
        'default-file':
          'Give it a name of its own, `sudo mv {name} /etc/nginx/sites-enabled/my-site`, and take the word `default_server` out of its `listen` lines: it goes on answering to the names of its `server_name`.',
      },
    },
  },
  'release.nginx-foreign': {
    title: [
      'nginx on this server is not set up as the distribution’s own is ({name}).',
      'nginx on this server is not the distribution’s own.',
    ],
    next: [
      'Mostly it is the package of nginx.org. The distribution’s can take its place; its sites in `/etc/nginx/conf.d` are read by it too.',
      'Then run the same command again. Until then nginx goes on as it is.',
    ],
    advice: {
      what: {
        'nginx-sites':
          'To keep it: `sudo mkdir -p /etc/nginx/sites-available /etc/nginx/sites-enabled`, and a line `include /etc/nginx/sites-enabled/*;` at the end of `http` in {name}.',
        'nginx-user':
          'To keep it: it runs as {holder}, and applications speak to www-data alone. `sudo usermod -aG www-data {holder}`, then `sudo systemctl restart nginx`.',
      },
    },
  },
  'release.firewall-taken': {
    title: [
      '{name} is the firewall of this server already, and shuts what Cabestan’s own (ufw) would let in.',
      'The server has another firewall already.',
    ],
    advice: {
      name: {
        firewalld:
          'Keep it: `firewall: false` in `cabestan.yaml`, and let http and https in there: `cabestan ssh -- "sudo firewall-cmd --permanent --add-service=http --add-service=https && sudo firewall-cmd --reload"`.',
        'netfilter-persistent':
          'Keep it: `firewall: false` in `cabestan.yaml`, and let http and https in there: `cabestan ssh -- "sudo iptables -I INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT && sudo ip6tables -I INPUT -p tcp -m multiport --dports 80,443 -j ACCEPT && sudo netfilter-persistent save"`.',
        nftables:
          'Keep it: `firewall: false` in `cabestan.yaml`, and let http and https in there: a line `tcp dport { 80, 443 } accept` in the chain `input` of `/etc/nftables.conf`, then `cabestan ssh -- sudo systemctl reload nftables`.',
      },
      holder: {
        firewalld: 'Or let Cabestan have ufw: `cabestan ssh -- sudo systemctl disable --now firewalld`.',
        'netfilter-persistent':
          'Or let Cabestan have ufw: `cabestan ssh -- sudo apt-get purge netfilter-persistent`, and restart the server, with which its rules go.',
        nftables:
          'Or let Cabestan have ufw: `cabestan ssh -- sudo systemctl disable nftables`, and restart the server, with which its rules go.',
      },
    },
    next: [
      'List what else is to be let in under `firewall:` in `cabestan.yaml` then. Until now nothing was touched.',
    ],
  },
  'release.another-repository': {
    title: [
      'Another project is live under this name: this repository has neither the commit of release {number} ({commit} “{subject}”, by {author}) nor most of its files.',
      'Another project bears this name on the server, though none of its releases is live: this repository has neither the commit of release {tried} ({commit} “{subject}”, by {author}) nor most of its files.',
      'Another project is live under this name: this repository has neither its commit nor most of its files.',
    ],
    next: [
      'Nothing was touched. Is it the right server? If it is, give this project a name of its own (`app:` in `cabestan.yaml`).',
      'Where it is the same project with a new history, or is meant to take over the database, uploads and variables of the other one: `cabestan deploy --another-repository`, once.',
    ],
  },
  'release.another-database': {
    title: [
      'The site is live with the database {from}, and would go on with {to}, which has nothing of what it holds.',
      'The site would go on with another database, which has nothing of what it holds.',
    ],
    next: [
      'Nothing was touched. If that is not meant: `database: {from}` in `cabestan.yaml`.',
      'If it is, `cabestan deploy --another-database`, once. `cabestan plan --another-database` says how to take along what the site holds.',
    ],
  },
  'release.name-taken': {
    title: [
      '{what} on the server bears this application’s name already, and is not its own.',
      'Something else on the server has the name of this application.',
    ],
    words: {
      what: {
        user: 'The user `{name}` (home {holder})',
        directory: 'The directory `{name}` (with {holder})',
        site: 'The nginx site `{name}`',
        database: 'The database `{name}` (with the tables {holder})',
      },
    },
    advice: {
      what: {
        database:
          'If it holds the data of this very application: give it another name, `sudo -u postgres psql -c \'ALTER DATABASE "{name}" RENAME TO "{name}-before"\'`, deploy, and bring a dump of it into the site (docs/guide/en/years.md).',
      },
    },
    next: ['Choose another name (`app:` in `cabestan.yaml`), or move what is there away.'],
  },
  'release.none': {
    title: 'No release of this application is live.',
    next: ['Deploy one first: `cabestan deploy`.'],
  },
  'source.cut': {
    title: [
      'The connection to {host|destination} broke while the commit was being sent.',
      'The connection to the server broke while the commit was being sent.',
    ],
    next: ['Nothing has begun there: the site is as it was. Run `cabestan deploy` again.'],
  },
  'source.incomplete': {
    title: [
      'The files of commit {commit} did not arrive whole.',
      'The files of the commit did not arrive whole.',
    ],
    next: ['Deploy again: only what is missing travels.'],
  },
  'source.submodule': {
    title: [
      'The files of the submodule {path} (commit {commit}) are not on this computer.',
      'The files of a submodule are not on this computer.',
    ],
    next: ['Fetch them: `git submodule update --init --recursive`, then deploy again.'],
  },
  'source.large-file': {
    title: [
      'The content of {path}, which git-lfs keeps, is not on this computer.',
      'The content of a file that git-lfs keeps is not on this computer.',
    ],
    next: ['Fetch it: `git lfs fetch --all`, then deploy again.'],
  },
  'source.unreachable': {
    title: [
      'The server cannot fetch commit {commit} from {repository}.',
      'The server cannot fetch the commit from its repository.',
    ],
    next: [
      'Push the commit there: `git push`.',
      'Give the repository the server’s key, for reading only: `{key}`',
      'Or take `repository:` out of `cabestan.yaml`: then this computer sends the commit.',
    ],
  },
} satisfies Partial<FailureSentences>
