import { Logger } from '@nestjs/common';

const HARD_END_MS = 25_000;

/** On SIGTERM or Ctrl-C: finish what is under way, then leave with 0; what hangs is left behind after 25 seconds. */
export function drainOnSignal(close: () => Promise<unknown>): void {
  let draining = false;
  const drain = (): void => {
    if (draining) return;
    draining = true;
    setTimeout(() => process.exit(1), HARD_END_MS).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        new Logger('Drain').error(String(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}
