export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

export interface AccountDefinition {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  /** A control account is posted to by Ledgerline itself and can be neither archived nor renumbered. */
  readonly control?: true;
}

const TYPE_BY_DIGIT: Readonly<Record<string, AccountType>> = {
  1: 'asset',
  2: 'liability',
  3: 'equity',
  4: 'income',
  5: 'expense',
  6: 'expense',
};

export function accountTypeOfCode(code: string): AccountType | undefined {
  return /^\d{4}$/.test(code) ? TYPE_BY_DIGIT[code.charAt(0)] : undefined;
}

export function normalSide(type: AccountType): 'debit' | 'credit' {
  return type === 'asset' || type === 'expense' ? 'debit' : 'credit';
}

/** Postings are signed, debit positive. People expect sales and debts as positive figures too. */
export function shownBalance(type: AccountType, signedMinor: bigint): bigint {
  return normalSide(type) === 'debit' ? signedMinor : -signedMinor;
}

/** Every fault in one pass, so that a hand-written chart is put right in one go. */
export function checkChart(accounts: readonly AccountDefinition[]): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  for (const { code, name, type } of accounts) {
    const expected = accountTypeOfCode(code);
    if (expected === undefined) faults.push(`${code} ${name}: a code is four digits and starts with 1 to 6`);
    else if (expected !== type) faults.push(`${code} ${name}: codes starting with ${code.charAt(0)} are of type ${expected}, not ${type}`);
    const other = seen.get(code);
    if (other !== undefined) faults.push(`${code} ${name}: the code already belongs to ${other}`);
    else seen.set(code, name);
  }
  return faults;
}
