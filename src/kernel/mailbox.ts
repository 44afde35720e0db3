/** One mailbox and nothing around it: no name, no second one, nothing that a mail server could take for a command or a header. */
export const mailbox = /^[^\s\p{Cc},;:<>"()[\]\\@]+@[^\s\p{Cc},;:<>"()[\]\\@]+$/u;

/** Looked at where an address is typed, and once more before anything is sent to it. */
export const isMailbox = (address: string): boolean => address.length <= 254 && mailbox.test(address);
