/** How many digits follow the decimal point, by ISO 4217 code. A currency is added when a user needs it. */
const DIGITS = { GBP: 2, EUR: 2, USD: 2, CHF: 2, JPY: 0, KWD: 3 } as const;

export type Currency = keyof typeof DIGITS;

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(DIGITS, code);
}

export function currencyDigits(currency: Currency): number {
  return DIGITS[currency];
}
