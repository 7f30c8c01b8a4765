import assert from 'node:assert/strict';
import { NO_FACTS } from '../../../../src/core/facts';
import { newDocument } from '../../../../src/core/problems/newDocument';
import { problemsOf } from '../../../../src/core/problems/problemsOf';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { documentFacts, documentRefs } from '../../../../src/io/documentFacts';
import { makeRepository } from '../../../support/repository';
import { snapshotOf, task } from '../../../support/builders';

describe('newDocument', () => {
  it('begins what is not there, and nothing that is outside, ambiguous, spelt in another way or no text', async () => {
    const repository = makeRepository({ files: { 'docs/There.md': '# There\n', 'docs/adr/0002-a.md': '', 'docs/adr/0002-b.md': '', 'docs/folder.md/x.md': '' } });
    try {
      const specs = ['docs/spec-new_one.md#the-limits', '../out.md', '/etc/out.md', 'docs/there.md', 'docs/folder.md', 'docs/new.exe', 'https://x.org/a.md', 'docs/There.md'];
      const snapshot = snapshotOf([task({ task_id: 'A--T01', related_specs: specs, related_adrs: ['ADR-0007: Keep it small & plain', 'ADR-2', 'docs/adr/0008-x.md', 'adr 9'] })]);
      const documents = await documentFacts(repository.root, documentRefs(snapshot.manifest?.tasks ?? []), DEFAULT_SETTINGS);
      const problems = problemsOf(snapshot, { ...NO_FACTS, documents });
      assert.equal(problems.length, 11);
      assert.deepEqual(
        problems.flatMap((problem) => newDocument(problem, snapshot, DEFAULT_SETTINGS) ?? []),
        [
          { path: 'docs/spec-new_one.md', text: '# Spec new one\n\n## The limits\n' },
          { path: 'docs/adr/ADR-0007-keep-it-small-plain.md', text: '# ADR-0007: Keep it small & plain\n' },
          { path: 'docs/adr/0008-x.md', text: '# 0008 x\n' },
          { path: 'docs/adr/ADR-0009.md', text: '# ADR-0009\n' },
        ],
      );
    } finally {
      repository.dispose();
    }
  });
});
