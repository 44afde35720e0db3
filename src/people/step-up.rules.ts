/** How long a code works, and how long what it proved counts. */
export const STEP_UP_MINUTES = 10;
export const ATTEMPTS = 5;
export const CODES_AN_HOUR = 5;

const MINUTE = 60_000;

export const minutesFrom = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);

/** Whether it was proved a short while ago that the person at the browser is who they say. */
export const isProved = (steppedUpAt: Date | null | undefined, now: Date): boolean =>
  !!steppedUpAt && minutesFrom(steppedUpAt, STEP_UP_MINUTES) > now;
