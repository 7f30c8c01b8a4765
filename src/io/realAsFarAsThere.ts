import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A path with links resolved in as much of it as is there (RELIABILITY, "Security"). It is absolute. */
export async function realAsFarAsThere(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  const parent = dirname(path);
  return parent === path ? path : join(await realAsFarAsThere(parent), basename(path));
}
