/** The key for bank details in tests. */
export const bankKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
