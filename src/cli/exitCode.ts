import type { Refusal } from '../core/ports';

/** The exit code of a refusal (DESIGN section 4): 1 blocked, 2 wrong usage, 3 invalid data, 4 locked or changed underneath. */
export function exitCodeOf({ code }: Pick<Refusal, 'code'>): 1 | 2 | 3 | 4 {
  if (code === 'INVALID-INPUT') return 2;
  if (/^BLOCKED::(MANIFEST|STATE)-INVALID(::|$)/.test(code)) return 3;
  return code === 'STATE-LOCKED' || code === 'STATE-CHANGED' ? 4 : 1;
}
