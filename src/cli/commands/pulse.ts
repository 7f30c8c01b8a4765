import { pulseFigures } from '../../core/pulse/figures';
import { pulseText } from '../../core/pulse/text';
import type { Command } from './command';

/** The Progress Pulse of the spec, as its Markdown. */
export const pulseCommand: Command = {
  name: 'pulse',
  args: '',
  summary: 'the Progress Pulse, as Markdown',
  run: ({ snapshot, settings, now }) => {
    const figures = pulseFigures(snapshot, settings, now);
    return { json: figures, text: pulseText(figures), exitCode: 0 };
  },
};
