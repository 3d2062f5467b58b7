const GONE_WITHIN_MS = 5_000;

/**
 * Ends this process when the supervisor that started it dies, even by kill -9: the channel between them breaks then. First as
 * if told by SIGTERM, after five seconds at once. Started by hand, without a supervisor, it does nothing.
 */
export function endWithParent(): void {
  if (process.connected === undefined) return;
  // It died while this process was still loading.
  if (!process.connected) process.exit(1);
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), GONE_WITHIN_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The channel alone is no reason to stay.
  process.channel?.unref();
}
