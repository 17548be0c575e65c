import type { Catalogue } from '../catalogue.ts'

const fileGoes = 'The file is deleted once no application of this server describes it any more.'
const stays = 'It stays: it holds what people made. `cabestan remove` names the command that deletes it.'

export const kinds: Catalogue['kinds'] = {
  package: {
    label: 'Packages {subject}',
    instead:
      'Installs those that are missing in one go, without recommended extras or questions, and waits while another program holds the package manager.',
    undone:
      'Packages stay when they are no longer described, since other programs may have come to need them.',
  },
  group: {
    label: 'Group {subject}',
    instead: 'Makes the group if it is not there.',
    undone: 'The group is deleted once nothing describes it and nobody is in it.',
  },
  user: {
    label: 'User {subject}',
    instead:
      'Makes the user without a password, with the home, shell and groups described; groups that were added by hand stay.',
    undone: stays,
  },
  'authorized-keys': {
    label: 'Keys of {subject}',
    instead:
      'Adds the keys that are missing, with the modes on which ssh insists, and leaves all others alone.',
    undone: 'The keys that Cabestan added are taken out, and no others.',
  },
  'sudo-rule': {
    label: 'sudo rule {subject}',
    instead:
      'Writes one file that `visudo -c` judges first: a mistake in it could lock everybody out of sudo.',
    undone: fileGoes,
  },
  sshd: {
    label: 'ssh settings',
    instead:
      'Writes a file of its own that is read first, asks `sshd -T` whether it took effect, then logs in anew over a fresh connection. If that fails, or your computer dies at that moment, the server puts its former settings back by itself.',
    undone: 'The file is deleted and ssh reads the distribution’s settings again.',
  },
  firewall: {
    label: 'Firewall',
    instead:
      'Lets in ssh on the port really in use, before it shuts anything. The server opens up again by itself unless a fresh login proves that you still get in. Rules added by hand stay.',
    undone:
      'It stays as it is: taking the rule of ssh away would lock you out. `sudo ufw disable` turns it off.',
  },
  fail2ban: {
    label: 'fail2ban',
    instead:
      'Writes one file, which fail2ban itself judges, with the log source that works on this version of the system.',
    undone: fileGoes,
  },
  'unattended-upgrades': {
    label: 'Automatic security updates',
    instead:
      'Writes one small file for apt. The server reboots by itself only if the configuration gives an hour for it.',
    undone: 'The files are deleted; the distribution’s defaults count again.',
  },
  'time-zone': {
    label: 'Time zone',
    instead: 'Sets it, and checks what the system answers.',
    undone: 'It stays as it is.',
  },
  locale: {
    label: 'Language of the system',
    instead: 'Generates the locale if it is missing and makes it the default.',
    undone: 'It stays as it is.',
  },
  swap: {
    label: 'Swap file {subject}',
    instead:
      'Makes the file, readable for root only, and enters it in `/etc/fstab`, so that it is there after a reboot too.',
    undone: 'It is switched off, taken out of `/etc/fstab` and deleted.',
  },
  sysctl: {
    label: 'Kernel settings {subject}',
    instead: 'Writes one file and lets the kernel read it at once.',
    undone: 'The file is deleted; the values go back at the next boot.',
  },
  directory: {
    label: 'Directory {subject}',
    instead: 'Makes it, with its owner and mode; what is in it is left alone.',
    undone: 'It is deleted if it is empty; otherwise it stays.',
  },
  file: {
    label: 'File {subject}',
    instead:
      'Writes it whole or not at all, lets the program that reads it judge it first, and puts the former one back if it is refused.',
    undone: fileGoes,
  },
  link: {
    label: 'Link {subject}',
    instead: 'Makes the link, or turns it, in one step.',
    undone: 'The link is deleted; what it led to stays.',
  },
  'environment-file': {
    label: 'Environment file {subject}',
    instead:
      'Adds what is missing. Secret values are made on the server and never leave it, not even into this plan. Other lines stay as they are.',
    undone: stays,
  },
  unit: {
    label: 'Unit {subject}',
    instead: 'Writes the unit, which systemd judges, then starts it and has it start at boot as described.',
    undone: 'It is stopped, no longer started at boot, and deleted.',
  },
  'drop-in': {
    label: 'Addition to {subject}',
    instead: 'Writes a file beside the distribution’s unit, which stays as it is and goes on being updated.',
    undone: fileGoes,
  },
  service: {
    label: 'Service {subject}',
    instead: 'Starts it and has it start at boot; if it cannot, says who holds its port.',
    undone: 'It stays as it is.',
  },
  tmpfiles: {
    label: 'Directories made at boot {subject}',
    instead: 'Describes them to systemd, and has them made at once.',
    undone: fileGoes,
  },
  logrotate: {
    label: 'Log rotation {subject}',
    instead: 'Writes one file, which logrotate itself judges.',
    undone: fileGoes,
  },
  'supervisor-program': {
    label: 'Program {subject}',
    instead: 'Writes its file, then lets supervisor take up this program alone: the others do not notice.',
    undone: 'The program is stopped and its file deleted.',
  },
  'nginx-site': {
    label: 'Site {subject}',
    instead:
      'Writes the site and its link, asks `nginx -t`, and reloads once at the end. A site that nginx refuses never takes the others down.',
    undone: 'The link and the file are deleted, and nginx reloads.',
  },
  'postgres-server': {
    label: 'PostgreSQL settings',
    instead:
      'Writes a file beside PostgreSQL’s own and asks the server itself whether each value took effect.',
    undone: 'The file is deleted; PostgreSQL’s own settings count again.',
  },
  'postgres-hba': {
    label: 'PostgreSQL access {subject}',
    instead:
      'Puts its lines before the others, since the first one that fits decides, and lets PostgreSQL read them before they count.',
    undone: 'These lines are taken out, and no others.',
  },
  'postgres-role': {
    label: 'PostgreSQL role {subject}',
    instead: 'Makes the role, without a password: the system user of the same name is its proof.',
    undone: stays,
  },
  'postgres-database': {
    label: 'Database {subject}',
    instead:
      'Makes it from `template0` in UTF-8, whatever the default of the server is, and gives it to its role.',
    undone: stays,
  },
  'postgres-extension': {
    label: 'PostgreSQL extension {subject}',
    instead: 'Installs it in the database as its administrator.',
    undone: stays,
  },
  'rabbitmq-vhost': {
    label: 'RabbitMQ of {subject}',
    instead: 'Makes a virtual host of this name, and lets the programs of this server into it.',
    undone: stays,
  },
  'redis-data': {
    label: 'Data of Redis {subject}',
    instead: 'Makes the directory, which only Redis can read; what is in it is left alone.',
    undone: stays,
  },
  'redis-instance': {
    label: 'Redis of {subject}',
    instead:
      'Starts a Redis for this application alone, by the template of the distribution: on a port of its own, with a password that only the application’s environment file holds. It evicts nothing and keeps queues across a crash. The distribution’s own Redis is left alone.',
    undone: 'It is stopped and its file deleted; its data stays.',
  },
}
