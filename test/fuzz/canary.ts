import type { Target } from './target';

/** Breaks what it is told to: shows that the fuzzing sees it. Never hunted. */
export const canary: Target<string> = {
  name: 'canary',
  make: () => 'fine',
  run: (what) => {
    if (what === 'throw') throw new Error('the canary was told to');
    if (what === 'pollute') Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
    while (what === 'loop');
    return what === 'wait' ? new Promise<void>(() => undefined) : undefined;
  },
};
