import assert from 'node:assert/strict';
import { settled } from '../../../src/core/mergeState/settle';
import { mergeState } from '../../../src/core/mergeState/mergeState';
import { resolveMarkers } from '../../../src/core/mergeState/resolveMarkers';
import { parseState } from '../../../src/core/state/parse';
import { mutateText, mutateValue } from '../mutate';
import { assertTold } from '../promises';
import { STATE } from '../seeds';
import type { Random } from '../random';
import type { Target } from '../target';

interface Sides {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What git gives the merge driver, and files with conflict markers. */
export const merges: Target<Sides> = {
  name: 'merges',
  make: (random) => ({ base: side(random), ours: side(random), theirs: side(random) }),
  run: (sides) => {
    const merged = mergeState(sides);
    if (merged.ok) {
      JSON.parse(merged.value.text.replace(/^\ufeff/, ''));
      for (const take of ['ours', 'theirs'] as const) JSON.parse(settled(merged.value.text, take).replace(/^\ufeff/, ''));
      assert.ok(parseState(merged.value.text.replace(/^\ufeff/, ''), 'state.json').state, 'what was merged is no state');
    } else assertTold(merged.error, 'a merge');
    for (const text of [conflicted(sides), sides.ours]) {
      for (const stages of [undefined, sides]) {
        const resolved = resolveMarkers(text, stages);
        if (resolved.ok) JSON.parse(resolved.value.text.replace(/^\ufeff/, ''));
        else assertTold(resolved.error, 'a resolution');
      }
    }
  },
};

function side(random: Random): string {
  const value = random.isOneIn(3) ? STATE : mutateValue(random, STATE);
  const text = JSON.stringify(value, null, random.pick([0, 2, 4])).replaceAll('\n', random.pick(['\n', '\n', '\r\n']));
  return random.isOneIn(4) ? mutateText(random, text) : text;
}

/** As git leaves it: lines that both have at the beginning and at the end stand once. */
function conflicted({ ours, theirs }: Sides): string {
  const [mine, other] = [ours.split('\n'), theirs.split('\n')];
  let first = 0;
  while (first < mine.length && mine[first] === other[first]) first++;
  let last = 0;
  while (last < Math.min(mine.length, other.length) - first && mine.at(-1 - last) === other.at(-1 - last)) last++;
  const middle = ['<<<<<<< ours', ...mine.slice(first, mine.length - last), '=======', ...other.slice(first, other.length - last), '>>>>>>> theirs'];
  return [...mine.slice(0, first), ...middle, ...mine.slice(mine.length - last)].join('\n');
}
