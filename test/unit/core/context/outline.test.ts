import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineAt, outlineOf } from '../../../../src/core/context/outline';
import { sectionNamed, sectionsLike } from '../../../../src/core/context/section';

const headingsOf = (text: string) => outlineOf(text).headings.map(({ level, text: words, slug }) => `${level} ${words} #${slug}`);

/** The text of the section that a name means. */
function sectionOf(text: string, name: string): string | undefined {
  const found = sectionNamed(outlineOf(text), name)?.heading;
  return found && text.slice(found.from, found.to);
}

describe('the outline of a document', () => {
  it('sees headings of both kinds, with their anchors', () => {
    const text = ['# Money ##', '', 'Rounding rules', '===', 'words', '', 'Two lines', 'of heading', '---', '', '###### `code` and [link](a.md) _x_', '#no', '####### no'].join('\n');
    assert.deepEqual(headingsOf(text), ['1 Money #money', '1 Rounding rules #rounding-rules', '2 Two lines of heading #two-lines-of-heading', '6 code and link x #code-and-link-x']);
  });

  it('takes nothing in code, comments, front matter, lists, quotes or tables for a heading', () => {
    const text = [
      '---', 'title: x', '---', '# One', '```md', '# no', 'no', '===', '````', '~~~', '```', '# no', '~~~',
      '    # no', '<!--', '# no', '-->', '- item', '---', '> quote', '---', '| a |', '---', '## Two', '', '- ```', '  # no', '  ```', '## Three',
    ].join('\n');
    assert.deepEqual(headingsOf(text), ['1 One #one', '2 Two #two', '2 Three #three']);
  });

  it('takes an open fence for one that goes on to the end', () => {
    assert.deepEqual(headingsOf('# One\n```\n# no\n'), ['1 One #one']);
  });

  it('reads line ends of every kind', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['# One', 'x', '## Two', 'y', ''].join(end);
      assert.deepEqual(headingsOf(text), ['1 One #one', '2 Two #two']);
      assert.equal(outlineOf(text).lineStarts.length, 4);
      assert.equal(lineAt(outlineOf(text), text.indexOf('y')), 4);
    }
  });

  it('gives a section all that lies below its heading, and ends it at the next of its level', () => {
    const text = '# Doc\n## A\na\n### A1\na1\n## B\nb\n';
    assert.equal(sectionOf(text, 'A'), '## A\na\n### A1\na1\n');
    assert.equal(sectionOf(text, 'a1'), '### A1\na1\n');
    assert.equal(sectionOf(text, 'B'), '## B\nb\n');
    assert.equal(sectionOf(text, 'doc'), text);
  });

  it('finds a section by anchor, text, own anchor, encoding, or an unmistakable beginning', () => {
    const text = '## 4.2 Rounding & Fees\nx\n## 4.21 More\n## Über uns\n## Own {#mine}\n';
    for (const name of ['42-rounding--fees', '#42-rounding--fees', '4.2 Rounding & Fees', '4.2 rounding & fees', '4.2', '4.2 rounding']) {
      assert.equal(sectionOf(text, name), '## 4.2 Rounding & Fees\nx\n', name);
    }
    assert.equal(sectionOf(text, '%C3%BCber-uns'), '## Über uns\n');
    assert.equal(sectionOf(text, 'mine'), '## Own {#mine}\n');
    for (const name of ['4', '', '#', 'rounding', '%', '__proto__']) assert.equal(sectionOf(text, name), undefined, name);
  });

  it('tells equal headings apart by their anchors', () => {
    const text = '# A\n## Setup\n1\n# B\n## Setup\n2\n';
    assert.equal(sectionOf(text, 'setup'), '## Setup\n1\n');
    assert.equal(sectionOf(text, 'setup-1'), '## Setup\n2\n');
    assert.deepEqual(sectionNamed(outlineOf(text), 'Setup')?.others, ['setup-1']);
  });

  it('names the headings most like one that is not there', () => {
    const outline = outlineOf('# Rounding\n# Currencies\n# Fees of banks\n');
    assert.deepEqual(sectionsLike(outline, 'Roundin'), { isNear: true, texts: ['Rounding'] });
    assert.deepEqual(sectionsLike(outline, 'banks'), { isNear: true, texts: ['Fees of banks'] });
    assert.deepEqual(sectionsLike(outline, 'something else entirely'), { isNear: false, texts: ['Rounding', 'Currencies', 'Fees of banks'] });
  });

  it('nests sections, whatever a document is made of', () => {
    const line = fc.constantFrom('# a', '## b', '### c', 'text', '===', '---', '```', '~~~', '', '- x', '<!--', '-->', '> ```', '\r', '# ', '####');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = lines.join('\n');
        const { headings } = outlineOf(text);
        headings.forEach(({ from, to }, index) => {
          assert.ok(from < to && to <= text.length);
          for (const other of headings.slice(index + 1)) assert.ok(other.from >= to || other.to <= to);
        });
        assert.equal(new Set(headings.map(({ from }) => from)).size, headings.length);
      }),
    );
  });

  it('reads hostile lines without being held up', function () {
    this.timeout(60_000);
    for (const text of [`# ${' #'.repeat(500_000)}`, `# ${'['.repeat(500_000)}`, '- '.repeat(500_000), `${'>'.repeat(500_000)}\n---`, '# a {#\n'.repeat(100_000), `# ${' {#a'.repeat(300_000)}`, '\n'.repeat(1_000_000)]) {
      assert.ok(outlineOf(text).lineStarts.length > 0);
    }
  });
});
