import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readDocumentRef, readLabel } from '../../../../src/core/manifest/readLoosely';
import { ReadOnce } from '../../../../src/core/manifest/readOnce';

describe('ReadOnce', () => {
  it('reads each text as it is read alone, whatever was read before', () => {
    const text = fc.constantFrom('ADR-0002: Title', 'docs/a.md#one', 'docs/a.md (old)', '__proto__', '');
    const kind = fc.constantFrom('spec' as const, 'adr' as const, 'guide' as const, 'test' as const);
    const label = fc.constantFrom(1, '1', 'phase_1', 'slice 1', 'Discovery', '', null, undefined);
    const once = new ReadOnce();
    fc.assert(
      fc.property(fc.array(text), kind, label, fc.constantFrom('Phase' as const, 'Slice' as const), (texts, of, value, word) => {
        assert.deepEqual(once.refs(texts, of), texts.map((one) => readDocumentRef(one, of)));
        assert.equal(once.label(value, word), readLabel(value, word));
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(once.refs('docs/a.md', 'spec'), [readDocumentRef('docs/a.md', 'spec')]);
    assert.deepEqual(once.refs(null, 'spec'), []);
  });
});
