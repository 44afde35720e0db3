import { centsOfDecimal, decimalText, sameDecimal, sumOfDecimals } from './decimals';

describe('amounts in files', () => {
  it('are written with all decimals of their currency', () => {
    expect([
      decimalText(5, 'USD'),
      decimalText(123_456, 'USD'),
      decimalText(1234, 'JPY'),
      decimalText(5, 'BHD'),
    ]).toEqual([...['0.05', '1234.56', '1234', '0.005']]);
    expect(decimalText(900_719_925_474_099_312n, 'USD')).toBe('9007199254740993.12');
  });

  it('are read digit by digit, or it is said what is wrong with them', () => {
    expect([centsOfDecimal('12', 'USD'), centsOfDecimal('12.3', 'USD'), centsOfDecimal('0.29', 'USD')]).toEqual([
      1200, 1230, 29,
    ]);
    expect(centsOfDecimal('1.234', 'BHD')).toBe(1234);
    expect(centsOfDecimal('1.5', 'JPY')).toBe('“1.5” has 1 decimals; JPY has no decimals');
    expect(centsOfDecimal('1.234', 'USD')).toBe('“1.234” has 3 decimals; USD has at most 2 decimals');
    for (const odd of ['', '-1', '+1', '1,00', '1e3', '.5', '5.', ' 1', '0x10', '１'])
      expect(centsOfDecimal(odd, 'USD')).toMatch(/is not an amount$/);
    expect(centsOfDecimal('90071992547409.91', 'USD')).toBe(9_007_199_254_740_991);
    expect(centsOfDecimal('90071992547409.92', 'USD')).toMatch(/more than the system can count exactly$/);
  });

  it('are added exactly, whatever their decimals', () => {
    expect(sumOfDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(sumOfDecimals(['0.01', '1500001', '1.234'])).toBe('1500002.244');
    expect(sumOfDecimals([])).toBe('0');
    expect([sameDecimal('1.5', '1.50'), sameDecimal('001', '1.000'), sameDecimal('10', '1')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
