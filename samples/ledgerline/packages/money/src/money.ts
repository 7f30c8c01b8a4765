import { currencyDigits, type Currency } from './currencies.ts';

/** An exact amount: whole minor units (pence, cents) of one currency. See ADR-0001. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

export class CurrencyMismatch extends Error {
  constructor(left: Currency, right: Currency) {
    super(`Cannot combine ${left} with ${right}: convert one of them first`);
    this.name = 'CurrencyMismatch';
  }
}

export class UnreadableAmount extends Error {
  constructor(text: string, currency: Currency, why: string) {
    super(`"${text}" is not an amount in ${currency}: ${why}`);
    this.name = 'UnreadableAmount';
  }
}

export function money(minor: bigint, currency: Currency): Money {
  return Object.freeze({ minor, currency });
}

export function add(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return money(left.minor + right.minor, left.currency);
}

export function subtract(left: Money, right: Money): Money {
  return add(left, negate(right));
}

export function negate(amount: Money): Money {
  return money(-amount.minor, amount.currency);
}

/** The currency is given, not taken from the first item, so that an empty list has a sum too. */
export function sum(amounts: Iterable<Money>, currency: Currency): Money {
  let total = money(0n, currency);
  for (const amount of amounts) total = add(total, amount);
  return total;
}

export function compare(left: Money, right: Money): -1 | 0 | 1 {
  requireSameCurrency(left, right);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

/**
 * Reads what people and banks write: `1,234.56`, `-12.30`, `£45`. It never rounds: more digits
 * than the currency has are an error, because nobody can say which way the writer meant.
 */
export function parse(text: string, currency: Currency): Money {
  const digits = currencyDigits(currency);
  const match = /^([-+]?)[£€$¥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new UnreadableAmount(text, currency, 'expected digits, with at most one decimal point');
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > digits) {
    throw new UnreadableAmount(text, currency, `it has ${fraction.length} decimal places, ${currency} has ${digits}`);
  }
  const minor = BigInt(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'));
  return money(sign === '-' ? -minor : minor, currency);
}

/** The inverse of `parse`, without the currency's symbol: `-1,234.56`. */
export function format(amount: Money): string {
  const digits = currencyDigits(amount.currency);
  const sign = amount.minor < 0n ? '-' : '';
  const text = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}

function requireSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new CurrencyMismatch(left.currency, right.currency);
}
