import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'gpt-tokenizer';
import { aboutTokens, aboutTokensText } from '../../../../src/core/context/tokens';

function filesOf(folder: string, ending: RegExp): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

const SCRIPTS = {
  Japanese: '仕訳は一度記帳されたら変更されません。訂正は逆仕訳によって行います。各通貨の合計は必ずゼロになります。テストは失敗する場合も確認してください。',
  Chinese: '每一笔分录一旦入账就不能修改。更正必须通过冲销分录来完成。每种货币的合计必须为零。测试还要检查失败的情况。',
  Korean: '분개는 한 번 기록되면 변경할 수 없습니다. 정정은 역분개로 합니다. 각 통화의 합계는 반드시 영이어야 합니다. 테스트는 실패하는 경우도 확인해야 합니다.',
  German: 'Eine Buchung wird nie geändert. Korrekturen geschehen durch eine Gegenbuchung, und die Summe muß in jeder Währung null sein.',
  Russian: 'Проводка никогда не изменяется. Исправления делаются обратной проводкой, а сумма по каждой валюте должна быть равна нулю.',
};

describe('the estimate of tokens', () => {
  const real = [...filesOf('samples/ledgerline/docs', /\.md$/), ...filesOf('src/core', /\.ts$/), ...filesOf('docs', /\.md$/)].filter(({ text }) => text.length > 500);

  it('has texts of every kind to compare with', () => {
    assert.ok(real.filter(({ name }) => name.endsWith('.md')).length > 20);
    assert.ok(real.filter(({ name }) => name.endsWith('.ts')).length > 50);
  });

  it('keeps within a quarter of a real tokenizer for every document of the sample and every file of code', () => {
    for (const { name, text } of real) assertNear(text, name);
  });

  for (const [script, text] of Object.entries(SCRIPTS)) {
    it(`keeps within a quarter for ${script}`, () => assertNear(text.repeat(5), script));
  }

  it('is linear in a text without any blank', () => {
    const letters = aboutTokens('x'.repeat(6_000));
    assert.ok(aboutTokens('x'.repeat(600_000)) <= letters * 100);
  });

  it('says that it is about, and does not pretend to know better', () => {
    assert.equal(aboutTokensText(12_345), 'about 12,000 tokens');
    assert.equal(aboutTokensText(3_249), 'about 3,200 tokens');
    assert.equal(aboutTokensText(3), 'about 10 tokens');
    assert.equal(aboutTokensText(0), 'about 0 tokens');
  });

  function assertNear(text: string, name: string): void {
    const counted = encode(text).length;
    const ratio = aboutTokens(text) / counted;
    assert.ok(ratio > 0.75 && ratio < 1.25, `${name}: ${ratio.toFixed(2)} of ${counted}`);
  }
});
