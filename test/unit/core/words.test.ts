import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { counted, inEnglish, language, speak, t, words } from '../../../src/core/words';

describe('the words for people', () => {
  afterEach(() => speak());

  const german = { language: 'de', texts: { '{0} of {1}': '{1}, davon {0}', '{0} task': '{0} Aufgabe', '{0} tasks': '{0} Aufgaben', Later: '' } };

  it('are English until another language is spoken, and where it lacks a text', () => {
    assert.deepEqual([t('{0} of {1}', 1, 2), language()], ['1 of 2', 'en']);
    speak(german);
    assert.deepEqual([t('{0} of {1}', 1, 2), t('Something else'), t('Later'), language()], ['2, davon 1', 'Something else', 'Later', 'de']);
  });

  it('count as the language does, and write numbers as it does', () => {
    assert.deepEqual([1, 2, 12000].map((count) => counted(count, '{0} task', '{0} tasks')), ['1 task', '2 tasks', '12,000 tasks']);
    speak(german);
    assert.deepEqual([1, 2, 12000].map((count) => counted(count, '{0} task', '{0} tasks')), ['1 Aufgabe', '2 Aufgaben', '12.000 Aufgaben']);
    speak({ ...german, language: 'ja' });
    assert.equal(counted(1, '{0} task', '{0} tasks'), '1 Aufgaben');
  });

  it('put values in as they are: a value is no text, and its own braces hold nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        assert.equal(t('<{0}|{1}|{0}>', one, other), `<${one}|${other}|${one}>`);
      }),
    );
    assert.equal(t('{0} {7}', '$& {1}'), '$& {1} {7}');
    speak({ language: 'de', texts: {} });
    assert.equal(t('__proto__') + t('constructor'), '__proto__constructor');
  });

  it('are English for models and for files, whatever is spoken', () => {
    let isForModel = false;
    speak(german, () => isForModel);
    assert.equal(t('{0} tasks', 2), '2 Aufgaben');
    assert.equal(inEnglish(() => t('{0} tasks', 2)), '2 tasks');
    assert.throws(() => inEnglish(() => { throw new Error(language()); }), /^Error: en$/);
    isForModel = true;
    assert.deepEqual([counted(2, '{0} task', '{0} tasks'), language(), words().texts], ['2 tasks', 'en', {}]);
    isForModel = false;
    assert.equal(counted(2, '{0} task', '{0} tasks'), '2 Aufgaben');
  });

  it('are translated whole into every language of the product, with the same placeholders (else: npm run words)', () => {
    execFileSync(process.execPath, ['docs/words.mjs', '--check'], { stdio: ['ignore', 'ignore', 'pipe'] });
  });

  it('are missed where io puts a phrase together by itself, and not where a program reads it', () => {
    const source = `
      const a = { message: \`the file \${name} is gone\`, remedy: t('Look at it.'), reason: 'it is full', command: 'git add' };
      log?.warn(\`could not \${a}\`);
      await change('git commit', async () => err('nothing was done'));
      throw new TypeError('not so');`;
    const script = `
      import ts from 'typescript';
      import { unsaidOf } from './docs/words/unsaid.mjs';
      const source = ts.createSourceFile('a.ts', process.argv[1], ts.ScriptTarget.Latest, true);
      console.log(JSON.stringify(unsaidOf(source).map(({ text }) => text)));`;
    const told = execFileSync(process.execPath, ['--input-type=module', '--eval', script, source], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(told), ['the file {} is gone', 'it is full', 'nothing was done']);
  });
});
