import assert from 'node:assert/strict';
import { askingAt } from '../../../src/core/language/asking';
import { candidatesFor } from '../../../src/core/language/candidates';
import { DocumentIndex } from '../../../src/core/language/documentIndex';
import { LiveIndex } from '../../../src/core/language/liveIndex';
import { outlineFor } from '../../../src/core/language/outline';
import { renamed } from '../../../src/core/language/rename';
import { definitionsOf, meaningOf, referencesTo, type BothFiles } from '../../../src/core/language/targets';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { snapshotOf } from '../../support/builders';
import { HOSTILE_JSON, HOSTILE_TEXTS } from '../hostile';
import { mutateText } from '../mutate';
import { assertSafe } from '../promises';
import { MANIFEST, MANIFEST_TEXT, STATE, STATE_TEXT } from '../seeds';
import type { Target } from '../target';

interface Typed {
  readonly manifest: string;
  readonly state: string;
  /** From 0 to 1: where in the text the person is. */
  readonly at: number;
  readonly insert: string;
  readonly to: string;
}

const SNAPSHOT = snapshotOf(MANIFEST, STATE.tasks);

/** The editor's help in the two files, while they are typed in and broken. */
export const language: Target<Typed> = {
  name: 'language',
  make: (random) => ({
    manifest: random.isOneIn(2) ? MANIFEST_TEXT : mutateText(random, MANIFEST_TEXT, [...HOSTILE_JSON, ...HOSTILE_TEXTS]),
    state: random.isOneIn(2) ? STATE_TEXT : mutateText(random, STATE_TEXT, [...HOSTILE_JSON, ...HOSTILE_TEXTS]),
    at: random.next(),
    insert: random.pick([...HOSTILE_JSON, ...HOSTILE_TEXTS]),
    to: random.pick(HOSTILE_TEXTS),
  }),
  run: ({ manifest, state, at, insert, to }) => {
    const files: BothFiles = { manifest: DocumentIndex.of(manifest, 'manifest'), state: DocumentIndex.of(state, 'state') };
    for (const [kind, text] of [['manifest', manifest], ['state', state]] as const) {
      const offset = Math.floor(at * text.length);
      const typed = text.slice(0, offset) + insert + text.slice(offset);
      const live = new LiveIndex(text, kind);
      live.edited(offset, 0, insert.length);
      const index = live.read(() => typed);
      assert.equal(index.text, typed);
      for (const found of index.tokens()) assert.ok(found.start >= 0 && found.start <= found.end && found.end <= typed.length, 'a token lies outside of the text');
      outlineFor(index);
      ask(index, offset + insert.length, { ...files, [kind]: index }, to);
    }
  },
};

function ask(index: DocumentIndex, offset: number, files: BothFiles, to: string): void {
  const asking = askingAt(index, offset);
  if (asking) candidatesFor(asking, files, SNAPSHOT);
  const found = index.at(offset) ?? [...index.tokens()][0];
  if (!found) return;
  definitionsOf(found, files);
  const meaning = meaningOf(found, files);
  if (meaning) referencesTo(meaning, files);
  const renaming = renamed(meaning, to, files, DEFAULT_SETTINGS);
  if (!renaming.ok && renaming.error !== '') assertSafe(renaming.error, 'why nothing is renamed', 2_000);
}
