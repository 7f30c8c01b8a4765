import { stat } from 'node:fs/promises';
import { outlineOf } from '../core/context/outline';
import { sectionNamed } from '../core/context/section';
import { aboutTokens } from '../core/context/tokens';
import { DOCUMENT_BYTES } from './documentTexts';
import { readTextFile } from './textFile';

/** What was counted of one file, by section; the whole is counted under undefined. */
interface Counted {
  readonly key: string;
  readonly tokens: Map<string | undefined, number | undefined>;
}

/** Files remembered over all backlogs of a process, the oldest going first. */
const MOST_FILES = 1000;
const known = new Map<string, Counted>();

/**
 * About how many tokens reading a document costs, or its section where there is one of that name. Counted again only
 * when size or time of the file changed.
 *
 * @param path absolute, of a regular file that is known to lie inside the root
 * @returns undefined where it is no text, or too large to hand out
 */
export async function documentCost(path: string, section: string | undefined): Promise<number | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    const key = `${size} ${mtimeMs} ${ino}`;
    let counted = known.get(path);
    if (counted?.key !== key) counted = { key, tokens: new Map() };
    known.delete(path);
    known.set(path, counted);
    for (const oldest of known.size > MOST_FILES ? [...known.keys()].slice(0, known.size - MOST_FILES) : []) known.delete(oldest);
    if (!counted.tokens.has(section)) counted.tokens.set(section, await count(path, section));
    return counted.tokens.get(section);
  } catch {
    return undefined;
  }
}

async function count(path: string, section: string | undefined): Promise<number | undefined> {
  const file = await readTextFile(path, DOCUMENT_BYTES);
  if (file.kind !== 'text') return undefined;
  const heading = section === undefined ? undefined : sectionNamed(outlineOf(file.text), section)?.heading;
  return aboutTokens(heading ? file.text.slice(heading.from, heading.to) : file.text);
}
