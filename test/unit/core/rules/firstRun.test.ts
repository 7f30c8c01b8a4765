import assert from 'node:assert/strict';
import { attentionOf } from '../../../../src/core/rules/attention';
import { NO_FACTS, type ProjectFacts } from '../../../../src/core/facts';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf } from '../../../support/builders';
import { livedInBacklog, livedInFacts } from '../../../support/livedInBacklog';

/** What a person can look through before they look away. */
const HANDFUL = 6;

function attention(count: number, given: { git: boolean; facts: (snapshot: Snapshot) => ProjectFacts }) {
  const { manifest, entries, work, now } = livedInBacklog(count);
  const snapshot = snapshotOf(manifest, entries, undefined, given.git ? work : undefined);
  return attentionOf({ snapshot, facts: given.facts(snapshot), settings: DEFAULT_SETTINGS, now });
}

describe('the first run on a project that agents worked on for weeks', () => {
  const runs: [string, Parameters<typeof attention>[1]][] = [
    ['with git and documents', { git: true, facts: livedInFacts }],
    ['before git was asked', { git: false, facts: () => NO_FACTS }],
  ];
  for (const [when, given] of runs) {
    it(`warns of a handful, and folds the rest, ${when}`, () => {
      const { anomalies, escalations } = attention(68, given);
      const warned = anomalies.filter(({ severity }) => severity === 'warn');
      assert.ok(warned.length > 0 && warned.length <= HANDFUL, warned.map(({ fullCode }) => fullCode).join('\n'));
      assert.ok(anomalies.length - warned.length > 25, 'there is much that is odd');
      assert.ok(escalations.length <= 1);
    });
  }

  it('says of each at most one thing under one code', () => {
    const { anomalies } = attention(300, runs[0]![1]);
    const codes = anomalies.map(({ fullCode }) => fullCode);
    assert.equal(new Set(codes).size, codes.length);
  });
});
