import * as z from 'zod';
import { pulseFigures } from '../pulse/figures';
import { pulseText } from '../pulse/text';
import { ok } from '../result';
import { operation } from './operation';
import { answerFrom } from './reading';

/** The Progress Pulse of the spec, as its Markdown. */
export const pulse = operation({
  id: 'pulse',
  title: 'Progress Pulse',
  summary: 'the Progress Pulse, as Markdown',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  forModels: { description: 'Progress of the whole backlog: counts, what is in progress, next and blocked.', icon: 'pulse' },
  run: (world) =>
    answerFrom(world, (snapshot) => {
      const figures = pulseFigures(snapshot, world.settings, world.clock.now());
      return ok({ data: figures, text: pulseText(figures) });
    }),
});
