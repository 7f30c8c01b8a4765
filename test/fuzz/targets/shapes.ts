import { showEverywhere, type Backlog } from '../faces';
import { mutateValue } from '../mutate';
import { MANIFEST, STATE } from '../seeds';
import type { Target } from '../target';

/** Both files as valid JSON of a shape that nobody expects. */
export const shapes: Target<Backlog> = {
  name: 'shapes',
  make: (random) => {
    const which = random.below(3);
    const text = (value: unknown, isChanged: boolean) => JSON.stringify(isChanged ? mutateValue(random, value) : value, null, random.pick([0, 2, '\t']));
    return { manifest: text(MANIFEST, which !== 0), state: text(STATE, which !== 1) };
  },
  run: showEverywhere,
};
