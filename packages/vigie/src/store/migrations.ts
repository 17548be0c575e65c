/**
 * Numbered from 1, in order, each in a transaction of its own. One that has been released is never changed: what it
 * did stands in people's files.
 */
export const migrations: readonly string[] = [
  `
-- autoincrement where rows of other tables outlive the row, or people have noted its number: none is given twice.
create table project (
  id integer primary key autoincrement, slug text not null unique, name text not null, platform text not null,
  created_at integer not null, last_event_at integer, next_issue integer not null default 1,
  events integer not null default 0, scrub text not null, events_a_minute integer);
create table project_key (key text primary key, project integer not null, created_at integer not null);

create table issue (
  id integer primary key autoincrement, project integer not null, number integer not null,
  title text not null, value text, culprit text, words text not null,
  level text not null, platform text not null, logger text,
  status text not null default 'unresolved', is_regression integer not null default 0, is_handled integer,
  assignee integer, events integer not null default 0, users integer not null default 0,
  first_seen integer not null, last_seen integer not null, first_release text, last_release text,
  resolved_at integer, resolved_in text, resolved_next integer not null default 0,
  muted_until integer, muted_events integer,
  stored integer not null default 0, forgotten integer not null default 0);
create unique index issue_number on issue (project, number);
create index issue_last_seen on issue (status, last_seen, id);
create index issue_last_seen_any on issue (last_seen, id);
create index issue_project_last_seen on issue (project, status, last_seen, id);
create index issue_first_seen on issue (first_seen, id);
create index issue_events on issue (events, id);
create index issue_users on issue (users, id);
create index issue_stored on issue (stored);
create index issue_assignee on issue (assignee);

create table issue_hash (
  id integer primary key autoincrement, project integer not null, hash text not null, issue integer not null,
  events integer not null default 0, title text not null);
create unique index issue_hash_hash on issue_hash (project, hash);
create index issue_hash_issue on issue_hash (issue);

create table issue_hour (
  issue integer not null, at integer not null, events integer not null, primary key (issue, at)) without rowid;
create index issue_hour_at on issue_hour (at);
create table issue_tag (
  issue integer not null, key text not null, value text not null, events integer not null,
  primary key (issue, key, value)) without rowid;
create index issue_tag_value on issue_tag (key, value, issue);
create table issue_tag_key (
  issue integer not null, key text not null, events integer not null, listed integer not null,
  primary key (issue, key)) without rowid;
create table issue_user (
  issue integer not null, user text not null, primary key (issue, user)) without rowid;
create index issue_user_user on issue_user (user, issue);

create table event (
  id integer primary key, project integer not null, event blob not null, issue integer not null,
  hash integer not null, happened_at integer not null, received_at integer not null, sent_at integer,
  level text not null, title text not null, release text, environment text, user text);
create unique index event_event on event (event, project);
create index event_issue on event (issue, happened_at, id);
create table payload (id integer primary key, body blob not null);
create table queue (
  id integer primary key, project integer not null, kind text not null, event blob not null,
  received_at integer not null, sent_at integer);
create table doomed (issue integer primary key);
create table rejected (
  id integer primary key, project integer not null, kind text not null, at integer not null, error text not null);

create table release (
  project integer not null, version text not null, first_seen integer not null, last_seen integer not null,
  events integer not null, primary key (project, version)) without rowid;
create table environment (
  project integer not null, name text not null, first_seen integer not null, last_seen integer not null,
  events integer not null, primary key (project, name)) without rowid;

create table outbox (
  id integer primary key autoincrement, account integer not null, project integer not null, issue integer not null,
  cause text not null, event text not null, at integer not null, attempts integer not null default 0,
  next_at integer, sent_at integer, error text);
create index outbox_account on outbox (account, sent_at);

create table account (
  id integer primary key autoincrement, email text not null unique, name text not null, language text not null,
  created_at integer not null, wants_mail integer not null default 1, password_hash text not null);
create table device (
  id integer primary key autoincrement, hash text not null unique, account integer not null, created_at integer not null,
  last_seen integer not null, expires_at integer not null, address text not null, agent text not null);
create index device_account on device (account);
create table token (
  id integer primary key autoincrement, hash text not null unique, start text not null, name text not null,
  account integer not null, may_write integer not null, created_at integer not null, last_used integer);
create table invitation (
  hash text primary key, created_at integer not null, expires_at integer not null, created_by integer);
create table lockout (
  key text primary key, failures integer not null, last_at integer not null, locked_until integer);
create table setting (name text primary key, value text not null);

create table monitor (
  id integer primary key autoincrement, project integer not null, slug text not null, environment text not null,
  schedule text, last_status text, last_at integer, last_seconds real);
create unique index monitor_slug on monitor (project, slug, environment);
create table check_in (
  id integer primary key, monitor integer not null, check_in text not null, status text not null,
  at integer not null, seconds real);
create unique index check_in_check_in on check_in (monitor, check_in);

create table health (
  project integer not null, release text not null, environment text not null, at integer not null,
  sessions integer not null, errored integer not null, crashed integer not null, abnormal integer not null,
  primary key (project, release, environment, at)) without rowid;
create index health_at on health (at);
create index health_project_at on health (project, at);
create table health_session (
  project integer not null, session text not null, at integer not null, errored integer not null,
  primary key (project, session)) without rowid;

create table feedback (
  id integer primary key autoincrement, project integer not null, event blob, at integer not null, name text, email text,
  text text not null, url text);
create index feedback_event on feedback (event);
create table outcome (
  project integer not null, day integer not null, category text not null, reason text not null,
  quantity integer not null, primary key (project, day, category, reason)) without rowid;
`,
  `
-- Events that are not kept any more: by the number that they had, so that the oldest are forgotten first.
create table dropped (id integer primary key, project integer not null, event blob not null);
create unique index dropped_event on dropped (event, project);
`,
  `
-- Events that a split took along, while their tags are still counted in the issue where they were.
create table moving (event integer primary key, source integer not null);
`,
  `
-- What somebody deleted: where the last good copy still has it, it does not come back with the copy.
create table deleted (issue integer primary key, at integer not null);
`,
  `
-- Where each issue that was merged went: if that one is deleted, it is too.
create table merged (issue integer primary key, survivor integer not null);
create index merged_survivor on merged (survivor);
`,
  `
-- What payloads are packed with. None goes before the last of them.
create table dictionary (
  id integer primary key, project integer not null, platform text not null, body blob not null, issue integer);
create index dictionary_platform on dictionary (project, platform, id);
create index dictionary_issue on dictionary (issue) where issue is not null;
alter table payload add column dictionary integer references dictionary (id);
create index payload_dictionary on payload (dictionary) where dictionary is not null;
create table leaving (dictionary integer primary key references dictionary (id));
`,
  `
-- Where each release was heard of, besides what its sessions tell.
create table release_environment (
  project integer not null, version text not null, environment text not null,
  primary key (project, version, environment)) without rowid;
insert into release_environment (project, version, environment)
  select distinct project, release, environment from event where release is not null and environment is not null;
-- Until the survivor is split it has all of it: a link leads there afterwards too, a deletion is not meant for it.
alter table merged add column is_whole integer not null default 1;
`,
]
