import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROWS } from './rows';

/** Rows that the tests of bad files say of themselves that they are about. */
const OWN = /\brow: (\d+)|ofBoth\((\d+)/g;

describe('the table of bad inputs', () => {
  it('has its 45 rows, each once and in order', () => {
    assert.deepEqual(ROWS.map(({ row }) => row), Array.from({ length: 45 }, (_, index) => index + 1));
  });

  for (const { row, what, shown } of ROWS) {
    it(`row ${row}, ${what}, is shown by tests that there are`, () => {
      assert.ok(shown.length > 0);
      for (const [file, title] of shown) {
        const titles = titlesIn(file);
        assert.ok(titles.some((one) => one.startsWith(title)), `${file} has no test "${title}"`);
      }
    });
  }

  it('has a case of its own where it is shown by one case of many', () => {
    const file = 'unit/badInputs/files.test.ts';
    const cases = new Set([...source(file).matchAll(OWN)].map(([, one, other]) => Number(one ?? other)));
    for (const { row, shown } of ROWS) if (shown.some(([of, title]) => of === file && title.startsWith('row ${row}'))) assert.ok(cases.has(row), `row ${row}`);
  });
});

function source(file: string): string {
  return fs.readFileSync(path.join('test', ...file.split('/')), 'utf8');
}

/** What stands behind `it(`, without its quotation marks. */
function titlesIn(file: string): readonly string[] {
  return [...source(file).matchAll(/\bit\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g)].map(([, one, two, three]) => (one ?? two ?? three ?? '').replace(/\\(.)/g, '$1'));
}
