/** Heartbeats of single workers begin with this; the others are those of a part of the system, whoever does it. */
export const perWorker = 'worker/';

/** So long may the relay be silent, in seconds: it sweeps every few. */
export const silentAfter = 180;
/** So late may the oldest letter be, in seconds. */
export const lateAfter = 900;

/** Parts that the system has, what each does, and after how many seconds without a sign it is missed. */
export const parts: Record<string, { does: string; missedAfter: number }> = {
  relay: { does: 'Finds what is due and hands it to the queue', missedAfter: silentAfter },
  worker: { does: 'Writes letters and sends mail', missedAfter: 60 },
  replan: { does: 'Keeps the plans up with people who come, go and move', missedAfter: 120 },
};
