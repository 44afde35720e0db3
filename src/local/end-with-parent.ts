/** Ends this process at once when the supervisor that started it is gone, however it went; alone it does nothing. */
export function endWithParent(): void {
  if (!process.send) return;
  process.on('disconnect', () => process.exit(1));
  // The channel alone shall not keep a process alive that has finished its work.
  process.channel?.unref();
}
