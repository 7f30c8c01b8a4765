import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { add, compare, CurrencyMismatch, format, money, parse, subtract, sum, UnreadableAmount } from '../src/index.ts';

describe('money', () => {
  it('reads and writes the same text [MONEY_TYPE-AC01]', () => {
    assert.deepEqual(parse('1,234.56', 'GBP'), money(123_456n, 'GBP'));
    for (const text of ['0.00', '0.07', '-0.07', '-12.30', '1,234.56', '1,000,000.00']) {
      assert.equal(format(parse(text, 'GBP')), text);
    }
    assert.equal(format(parse('1,500', 'JPY')), '1,500');
    assert.equal(format(parse('0.125', 'KWD')), '0.125');
  });

  it('refuses to combine two currencies and names both [MONEY_TYPE-AC02]', () => {
    const pounds = money(100n, 'GBP');
    const euros = money(100n, 'EUR');
    for (const combine of [add, subtract, compare]) {
      assert.throws(() => combine(pounds, euros), (error: unknown) =>
        error instanceof CurrencyMismatch && /GBP/.test(error.message) && /EUR/.test(error.message));
    }
  });

  it('adds beyond the safe integers without loss [MONEY_TYPE-AC03]', () => {
    const large = money(BigInt(Number.MAX_SAFE_INTEGER), 'GBP');
    assert.equal(sum([large, large, money(1n, 'GBP')], 'GBP').minor, 18_014_398_509_481_983n);
    assert.equal(sum([], 'EUR').minor, 0n);
  });

  it('refuses more decimal places than the currency has [MONEY_TYPE-AC04]', () => {
    assert.throws(() => parse('0.005', 'GBP'), UnreadableAmount);
    assert.throws(() => parse('5.0', 'JPY'), UnreadableAmount);
    assert.equal(parse('5', 'JPY').minor, 5n);
  });

  it('refuses text that only looks like an amount', () => {
    for (const text of ['', '-', '1.2.3', '12,34.00', '1e3', '(12.00)', '٣']) {
      assert.throws(() => parse(text, 'GBP'), UnreadableAmount, text);
    }
  });
});
