/** How long a link works. */
export const LINK_MINUTES = 15;

/** What is wrong with a link, in words. */
export const linkSentences = {
  used: 'This link has been used. Each link works once: ask for a new one.',
  expired: `This link is older than ${LINK_MINUTES} minutes and does not work any more. Ask for a new one.`,
  unknown:
    'This is not a link that we sent, or it was cut off on its way. Open it from the letter again, or ask for a new one.',
};

export type LinkState = 'open' | keyof typeof linkSentences;
