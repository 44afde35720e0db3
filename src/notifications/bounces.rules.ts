/** What says that the letter was refused, and not the mailbox that it was for. */
const ofPolicy =
  /spam|policy|policies|black ?list|block ?list|blocked|listed|reputation|relay|spf|dkim|dmarc|rate|quota|full/i;

/** Whether a mail server that refuses for good means the address: 5.1.x (no such mailbox, no such domain), 5.2.1 (mailbox closed), or a bare 550. */
export function refusesAddress(words: string): boolean {
  const [, subject, detail] = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(words) ?? [];
  // 5.1.7 and 5.1.8 are about the sender's address.
  if (subject === '1') return detail !== '7' && detail !== '8';
  if (subject !== undefined) return subject === '2' && detail === '1';
  return /\b(550|551|553)\b/.test(words) && /recipient|RCPT|mailbox|user|address/i.test(words) && !ofPolicy.test(words);
}
