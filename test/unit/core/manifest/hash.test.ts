import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fitsUnparsed, hashFit, isPlaceholder, isSameHash } from '../../../../src/core/manifest/hash';
import { manifest, task } from '../../../support/builders';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const FILE = manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })]);
const TASKS = FILE['tasks'] as readonly unknown[];
const TEXT = `${JSON.stringify(FILE, null, 4)}\n`;
const fit = (recorded: string, hash?: string, text = TEXT) => hashFit(recorded, { text, hash, tasks: TASKS }, sha256);

describe('the hash of a manifest', () => {
  const forms: [string, string, ReturnType<typeof hashFit>][] = [
    ['the file', sha256(TEXT), 'file'],
    ['the file, in capitals behind sha256:', `sha256:${sha256(TEXT).toUpperCase()}`, 'file'],
    ['the file with a byte order mark', sha256(`\uFEFF${TEXT}`), 'file'],
    ['the file with Windows line ends', sha256(TEXT.replaceAll('\n', '\r\n')), 'file'],
    ['a short prefix behind sha256:', `sha256:${sha256(TEXT).slice(0, 12)}`, 'file'],
    ['the tasks, indented by two', sha256(JSON.stringify(TASKS, null, 2)), 'tasks'],
    ['the tasks, without indentation', sha256(JSON.stringify(TASKS)), 'tasks'],
    ['something else', sha256('something else'), undefined],
    ['a prefix that is too short to say anything', sha256(TEXT).slice(0, 6), undefined],
    ['words', 'as of last week', undefined],
  ];
  for (const [what, recorded, expected] of forms) it(`taken of ${what}: ${expected ?? 'fits nothing'}`, () => assert.equal(fit(recorded), expected));

  it('reads a file with Windows line ends as the one with others', () => {
    assert.equal(fit(sha256(TEXT), undefined, TEXT.replaceAll('\n', '\r\n')), 'file');
  });

  it('fits the manifest\'s own field, the shorter of both as a prefix, or word for word', () => {
    const whole = sha256('of another form');
    for (const [recorded, own] of [[whole, whole], [whole.slice(0, 8), whole], [whole, `sha256:${whole.slice(0, 8)}`], ['v7', 'v7']] as const) {
      assert.equal(fit(recorded, own), 'field');
    }
    assert.equal(fit('v7', 'v71'), undefined);
    assert.equal(fit(whole, 'PLACEHOLDER'), undefined);
  });

  it('is no hash where the state has a placeholder, or nothing', () => {
    for (const nothing of [undefined, '', '  ', 'PLACEHOLDER', 'placeholder', '<placeholder>', 'PLACEHOLDER_HASH', '""']) assert.ok(isPlaceholder(nothing), nothing);
    for (const something of ['abc', sha256(''), 'sha256:1234567']) assert.ok(!isPlaceholder(something), something);
  });

  it('is found in a text without parsing it: by its bytes, and by its own field', () => {
    assert.ok(fitsUnparsed(sha256(TEXT), TEXT, sha256));
    assert.ok(fitsUnparsed('abcdef0', '{"manifest_hash" : "sha256:abcdef0123", "tasks": [', sha256));
    assert.ok(!fitsUnparsed(sha256(JSON.stringify(TASKS, null, 2)), TEXT, sha256));
  });

  it('is the same both ways round, and of itself, whatever the digits', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF')), minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        assert.equal(isSameHash(a, b), isSameHash(b, a));
        assert.ok(isSameHash(a, `sha256:${a}`));
        if (a.length >= 7) assert.ok(isSameHash(a, a + b));
      }),
    );
  });
});
