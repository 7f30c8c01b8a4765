import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { mergeState, type MergedState } from '../core/mergeState/mergeState';
import type { Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import { t } from '../core/words';
import { replaceFile } from './atomicWrite';
import { NODE_FILES, type Files } from './files';
import { notWritable } from './notWritable';
import { decoded, readBytes } from './textFile';

/** Absolute paths of the three forms of a state file, as git lays them out for a merge driver. */
export interface MergedFiles {
  readonly base: string;
  /** Takes the result. */
  readonly ours: string;
  readonly theirs: string;
  readonly maxBytes: number;
}

/**
 * Merges three files and writes the result in the place of `ours`, whole or not at all. A base that is not there, or can't
 * be read, counts as none.
 *
 * @returns a refusal (`BLOCKED::STATE-INVALID`, `STATE-NOT-READABLE`, `STATE-NOT-WRITABLE`, `STATE-CHANGED`) that leaves all as it was
 */
export async function mergeFiles({ base, ours, theirs, maxBytes }: MergedFiles, files: Files = NODE_FILES): Promise<Result<MergedState, Refusal>> {
  const [before, mine, other] = await Promise.all([base, ours, theirs].map((path) => readBytes(path, maxBytes)));
  const [baseText, ourText, theirText] = [
    before && decoded(before, base),
    mine && decoded(mine, ours),
    other && decoded(other, theirs),
  ];
  if (mine?.kind !== 'bytes' || ourText?.kind !== 'text') return err(notRead('ours', ourText));
  if (theirText?.kind !== 'text') return err(notRead('theirs', theirText));
  const merged = mergeState({ base: baseText?.kind === 'text' ? baseText.text : undefined, ours: ourText.text, theirs: theirText.text });
  if (!merged.ok || merged.value.text === ourText.text) return merged;
  try {
    const target = await realpath(ours);
    const isOld = async () => {
      const now = await readBytes(target, maxBytes);
      return now.kind === 'bytes' && now.bytes.equals(mine.bytes);
    };
    const bytes = Buffer.from(merged.value.text, 'utf8');
    if (await replaceFile({ target, bytes, traits: mine.stats, mayReplace: isOld }, files)) return ok(merged.value);
    return err({ code: 'STATE-CHANGED', message: t('{0} was changed meanwhile, so it was not merged', basename(ours)), remedy: t('Merge again.') });
  } catch (error) {
    const refusal = notWritable(ours, error);
    if (refusal === undefined) throw error;
    return err(refusal);
  }
}

function notRead(name: string, file: ReturnType<typeof decoded> | undefined): Refusal {
  const isUnreadable = file?.kind === 'unreadable';
  return {
    code: isUnreadable && file.problem !== 'unreadable' ? 'BLOCKED::STATE-INVALID' : 'STATE-NOT-READABLE',
    message: t('The state file can\'t be merged: {0} can\'t be read ({1})', name, isUnreadable ? file.message : t('there is no such file')),
    remedy: isUnreadable ? file.remedy : t('Merge again.'),
  };
}
