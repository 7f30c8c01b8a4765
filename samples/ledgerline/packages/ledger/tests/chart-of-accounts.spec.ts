import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkChart, defaultChart, normalSide, shownBalance, type AccountDefinition } from '../src/index.ts';

describe('the chart of accounts', () => {
  it('ties the first digit of a code to its type [CHART_OF_ACCOUNTS-AC01]', () => {
    assert.deepEqual(checkChart(defaultChart), []);
    const wrong: AccountDefinition = { code: '4100', name: 'Loan', type: 'liability' };
    assert.deepEqual(checkChart([wrong]), ['4100 Loan: codes starting with 4 are of type income, not liability']);
    assert.match(checkChart([{ ...wrong, code: '9100' }])[0] ?? '', /starts with 1 to 6/);
  });

  it('shows a debit as more of an asset and less of a debt [CHART_OF_ACCOUNTS-AC02]', () => {
    for (const type of ['asset', 'expense'] as const) {
      assert.equal(normalSide(type), 'debit');
      assert.equal(shownBalance(type, 500n), 500n);
    }
    for (const type of ['liability', 'equity', 'income'] as const) {
      assert.equal(normalSide(type), 'credit');
      assert.equal(shownBalance(type, 500n), -500n);
    }
  });

  it('holds every control account the VAT return needs [CHART_OF_ACCOUNTS-AC03]', () => {
    for (const code of ['2200', '2210', '2220']) {
      assert.equal(defaultChart.find((account) => account.code === code)?.control, true, code);
    }
  });

  it('reports all duplicates at once [CHART_OF_ACCOUNTS-AC04]', () => {
    const twice = [...defaultChart, ...defaultChart.slice(0, 2)];
    assert.deepEqual(checkChart(twice), [
      '1000 Current account: the code already belongs to Current account',
      '1010 Savings account: the code already belongs to Savings account',
    ]);
  });
});
