import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { statusName } from '../statusName';
import { counted, t } from '../words';
import type { CriteriaChange } from './criteriaChange';
import type { Migration, Proposal } from './migration';

/** What a proposal does, in one line: `Rename A--T01 to A--T07`. */
export function proposalTitle(proposal: Proposal): string {
  const id = short(proposal.taskId);
  switch (proposal.kind) {
    case 'rename':
      return t('Rename {0} to {1}', id, short(proposal.to.id));
    case 'criteria':
      return t('Carry the criteria of {0} over', id);
    case 'archive':
      return t('Archive {0}', id);
    case 'link':
      return t('Link the branch {0} to {1}', short(proposal.branch), short(proposal.to.id));
  }
}

/** Why it is proposed and what becomes of the record, as a sentence without a full stop. */
export function proposalReason(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'rename':
      return t('{0} % alike: "{1}" is "{2}" now', Math.round(proposal.score * 100), title(proposal.from.title), title(proposal.to.title));
    case 'criteria':
      return criteriaText(proposal.change);
    case 'archive': {
      const { former, entry } = proposal;
      const done = entry.acsCompleted.length;
      const was = former ? t('"{0}" is in the manifest no more', title(former.title)) : t('no manifest that is known has it');
      const status = entry.status === 'unknown' ? t('of an unknown status') : statusName(entry.status);
      if (done === 0) return t('{0}; it is {1}. The entry is kept to the byte', was, status);
      return counted(done, '{1}; it is {2}, {0} criterion done. The entry is kept to the byte', '{1}; it is {2}, {0} criteria done. The entry is kept to the byte', was, status);
    }
    case 'link':
      return t('it keeps its name, and git\'s configuration says which task it is of; its own state file has the old id until this change is merged into it');
  }
}

/** `A-AC01 is A-AC03 now; A-AC02 is lost ("The text")`. */
function criteriaText({ moved, lost, lists }: CriteriaChange): string {
  const renumbered = moved.filter(({ from, to }) => from.id !== to.id);
  const parts = [
    ...listed(renumbered.map(({ from, to, isReworded }) => (isReworded ? t('{0} is {1} now (in other words)', short(from.id), short(to.id)) : t('{0} is {1} now', short(from.id), short(to.id))))),
    ...listed(lost.map(({ given, text }) => (text === '' ? t('{0} is lost', short(given)) : t('{0} is lost ("{1}")', short(given), title(text))))),
    ...(lost.length > 0 ? [t('the entry as it was is kept in the archive')] : []),
    ...(renumbered.length + lost.length === 0 || (lists['acs_remaining'] && !lists['acs_completed']) ? [t('what remains is listed anew')] : []),
  ];
  return parts.join('; ');
}

/** `5 renamed, 3 with criteria carried over, 18 archived`; `nothing` where there are none. */
export function migrationCounts(proposals: readonly Proposal[]): string {
  const words: readonly (readonly [Proposal['kind'], (count: number) => string])[] = [
    ['rename', (count) => t('{0} renamed', count)],
    ['criteria', (count) => t('{0} with criteria carried over', count)],
    ['archive', (count) => t('{0} archived', count)],
    ['link', (count) => counted(count, '{0} branch linked', '{0} branches linked')],
  ];
  const counts = words.flatMap(([kind, say]) => {
    const count = proposals.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [say(count)];
  });
  return counts.length === 0 ? t('nothing') : counts.join(', ');
}

/** As a whole sentence; none where every entry changes. */
export function keptLines(kept: number): readonly string[] {
  if (kept === 0) return [];
  return [counted(kept, '{0} entry stays as it is.', '{0} entries stay as they are.')];
}

/** What can't be settled by a proposal, one line each, twenty at most. */
export function noteLines({ notes }: Pick<Migration, 'notes'>): readonly string[] {
  const lines = notes.slice(0, 20).map(({ taskId, text }) => oneLine(`${short(taskId)}: ${cut(text, 300)}.`));
  return notes.length > 20 ? [...lines, t('And {0} more.', notes.length - 20)] : lines;
}

function listed(parts: readonly string[]): readonly string[] {
  return parts.length > 6 ? [...parts.slice(0, 6), t('and {0} more', parts.length - 6)] : parts;
}

function short(id: string): string {
  return cut(oneLine(id), 80);
}

function title(text: string): string {
  return cut(oneLine(text), 100);
}
