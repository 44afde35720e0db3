/** The key for bank details in tests. */
export const bankKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

/** The secret that the mail provider signs with in tests. */
export const webhookKey = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
