import { mask } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { type ByHand, edit, type HandMove, reload, sudo } from './hand-moves.ts'

type Files = Pick<
  ByHand,
  'directory' | 'file' | 'link' | 'environment-file' | 'logrotate' | 'supervisor-program' | 'nginx-site'
>

export const filesByHand: Files = {
  directory: ({ path, owner, group, mode }) => [
    sudo('install', '-d', '-o', owner, '-g', group, '-m', mode, path),
  ],
  file: (step) => [edit(step.path, step.content), ...attributes(step), ...reload(step.service)],
  link: ({ path, target, service }) => [sudo('ln', '-sfn', target, path), ...reload(service)],
  'environment-file': (step) => [
    ...generation(step),
    edit(
      step.path,
      Object.entries(step.values).map(([key, value]) => `${key}=${'value' in value ? value.value : mask}`),
    ),
    ...attributes(step),
  ],
  logrotate: ({ name, content }) => [
    edit(`/etc/logrotate.d/${name}`, content),
    sudo('logrotate', '--debug', `/etc/logrotate.d/${name}`),
  ],
  'supervisor-program': ({ name, content }) => [
    edit(`/etc/supervisor/conf.d/${name}.conf`, content),
    sudo('supervisorctl', 'reread'),
    sudo('supervisorctl', 'update'),
    sudo('supervisorctl', 'status'),
  ],
  'nginx-site': ({ name, content, enabled }) => [
    edit(`/etc/nginx/sites-available/${name}`, content),
    ...(enabled ? [sudo('ln', '-s', `/etc/nginx/sites-available/${name}`, '/etc/nginx/sites-enabled/')] : []),
    sudo('nginx', '-t'),
    sudo('service', 'nginx', 'reload'),
  ],
}

function attributes(step: { path: string; owner: string; group: string; mode: string }): HandMove[] {
  return [sudo('chown', `${step.owner}:${step.group}`, step.path), sudo('chmod', step.mode, step.path)]
}

function generation(step: StepOf<'environment-file'>): HandMove[] {
  const generated = Object.values(step.values).some((value) => 'generate' in value)
  if (!generated) return []
  return [{ type: 'command', argv: ['python3', '-c', 'import secrets; print(secrets.token_urlsafe(50))'] }]
}
