import type { WHEN_USED } from './whenUsed';

/** Loads what activation leaves out; at once after the first time. */
export async function loadWhenUsed(): Promise<typeof WHEN_USED> {
  return (await import('./whenUsed')).WHEN_USED;
}
