export { currencyDigits, isCurrency, type Currency } from './currencies.ts';
export { add, compare, CurrencyMismatch, format, money, negate, parse, subtract, sum, UnreadableAmount, type Money } from './money.ts';
