import type { ReleaseStage } from '@cabestan/protocol/releases'
import type { Server } from './sandbox.ts'

/**
 * A command that root runs on the server the moment a stage of the next run begins. It waits there and not here: most
 * stages are over before a word of them has come this far. `$RUN` is the engine's process.
 */
export async function atStage(server: Server, stage: ReleaseStage, command: string): Promise<void> {
  await server.sh(
    `cat > /run/at-stage.pl; ls ${runs} > /run/former-runs; systemctl stop at-stage 2>/dev/null
systemd-run --quiet --collect --nice=-10 --unit=at-stage perl /run/at-stage.pl`,
    waiting(stage, command),
  )
}

const runs = '/var/lib/cabestan/runs'

/**
 * One process, which comes before others: a shell that starts three programs for each look would take much of what the
 * run itself needs.
 */
const waiting = (stage: ReleaseStage, command: string) => `open my $list, '<', '/run/former-runs';
my %former = map { chomp; ($_ => 1) } <$list>;

sub engine_of {
  my ($run) = @_;
  for my $process (glob '/proc/[0-9]*') {
    open my $words, '<', "$process/cmdline" or next;
    return (split '/', $process)[-1] if (<$words> // '') =~ /\\x00run\\x00$run\\x00/;
  }
}

sub has_begun {
  for my $path (glob '${runs}/*/events.jsonl') {
    my $run = (split '/', $path)[-2];
    next if $former{$run};
    $ENV{RUN} ||= engine_of($run);
    open my $events, '<', $path or next;
    return 1 if grep { index($_, '"stage-started","stage":"${stage}"') >= 0 } <$events>;
  }
  return 0;
}

select undef, undef, undef, 0.01 until has_begun;
exec 'sh', '-c', join '', <DATA>;
__END__
${command}
`
