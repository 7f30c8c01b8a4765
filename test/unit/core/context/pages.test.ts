import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCovered } from '../../../../src/core/context/coverage';
import { outlineOf } from '../../../../src/core/context/outline';
import { PAGE_TOKENS, pagesOf } from '../../../../src/core/context/pages';
import { tokenWeight } from '../../../../src/core/context/tokens';

const pagesIn = (text: string) => pagesOf(text, outlineOf(text), { from: 0, to: text.length });
const textsIn = (text: string) => pagesIn(text).map(({ from, to }) => text.slice(from, to));

const prose = (words: number) => `${'lorem '.repeat(words)}\n`;

const block = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }).map((lines) => 'A line of some words, and of a few more.\n'.repeat(lines)) },
  fc.constantFrom('# One\n', '## Two\n\n', '\n', '\r\n', '```\n', '~~~\n', '\ud83d', '\ude00\r', '<!--\n'),
  fc.integer({ min: 1, max: 9_000 }).map((length) => '😀'.repeat(length)),
  fc.integer({ min: 1, max: 9_000 }).map((length) => '漢'.repeat(length)),
  fc.integer({ min: 1, max: 30_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 1, max: 400 }).map((lines) => `\`\`\`ts\n${'const a = { b: [1, 2, 3] };\n'.repeat(lines)}\`\`\`\n`),
);
const document = fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join(''));

describe('pages of a document', () => {
  it('join to the document again, none over its bounds, no letter split', () => {
    fc.assert(
      fc.property(document, (text) => {
        const pages = textsIn(text);
        assert.equal(pages.join(''), text);
        for (const page of pages) assert.ok(tokenWeight(page) <= PAGE_TOKENS * 1.01, `${tokenWeight(page)}`);
        pages.slice(0, -1).forEach((page, index) => {
          const joint = `${page.slice(-1)}${(pages[index + 1] ?? '').slice(0, 1)}`;
          assert.doesNotMatch(joint, /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('cover the document once all were read, in any order, and not before', () => {
    fc.assert(
      fc.property(document.chain((text) => fc.tuple(fc.constant(text), fc.shuffledSubarray([...pagesIn(text)], { minLength: pagesIn(text).length }))), ([text, order]) => {
        order.forEach((_, count) => {
          const isWhole = isCovered(order.slice(0, count), { from: 0, to: text.length });
          assert.equal(isWhole, text === '');
        });
        assert.ok(isCovered(order, { from: 0, to: text.length }));
      }),
      { numRuns: 60 },
    );
  });

  it('cut a part of a document in the same way, from its begin to its end', () => {
    const text = `# A\n${prose(100)}## B\n${prose(9_000)}## C\n${prose(100)}`;
    const outline = outlineOf(text);
    const section = outline.headings[1];
    assert.ok(section);
    const pages = pagesOf(text, outline, section);
    assert.ok(pages.length > 2);
    assert.equal(pages.map(({ from, to }) => text.slice(from, to)).join(''), text.slice(section.from, section.to));
  });

  it('end before a heading, rather a high one than a low one', () => {
    const text = ['# Title\n', prose(1_700), '## Middle\n', prose(700), '### Low\n', prose(400), '### Lower\n', prose(1_000)].join('');
    assert.deepEqual(textsIn(text).map((page) => page.slice(0, 9)), ['# Title\nl', '## Middle']);
  });

  it('end after a paragraph where there is no heading, else after a line', () => {
    const paragraph = 'Some words of a line.\n'.repeat(30);
    const pages = textsIn(Array.from({ length: 30 }, () => paragraph).join('\n'));
    assert.ok(pages.length > 1);
    for (const page of pages.slice(0, -1)) assert.ok(page.endsWith('\n\n'));
    const lines = textsIn('Some words of a line.\n'.repeat(2_000));
    assert.ok(lines.length > 1);
    for (const page of lines) assert.ok(page.endsWith('.\n'));
  });

  it('keep a block of code whole where it fits on a page, and cut one that does not at a line', () => {
    const code = (lines: number) => `\`\`\`\n${'call(a, b);\n'.repeat(lines)}\`\`\`\n`;
    const [first = '', second = ''] = textsIn(`${prose(1_000)}${code(350)}${prose(10)}`);
    assert.deepEqual([first.length, second.length], [prose(1_000).length, code(350).length + prose(10).length]);
    const cut = textsIn(`${prose(10)}${code(3_000)}`);
    assert.ok(cut.length > 3);
    for (const page of cut.slice(0, -1)) assert.ok(page.endsWith('call(a, b);\n'));
  });

  it('are one, empty, of a document without a letter', () => {
    assert.deepEqual(pagesIn(''), [{ from: 0, to: 0 }]);
  });

  it('cut two megabytes of one line, or of line ends, in reasonable time', function () {
    this.timeout(60_000);
    for (const text of ['x'.repeat(2_000_000), 'word '.repeat(400_000), '\n'.repeat(1_000_000)]) assert.equal(textsIn(text).join('').length, text.length);
  });
});
