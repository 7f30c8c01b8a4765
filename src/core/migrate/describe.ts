import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { CriteriaChange } from './criteriaChange';
import type { Migration, Proposal } from './migration';

/** What a proposal does, in one line: `Rename A--T01 to A--T07`. */
export function proposalTitle(proposal: Proposal): string {
  const id = short(proposal.taskId);
  switch (proposal.kind) {
    case 'rename':
      return `Rename ${id} to ${short(proposal.to.id)}`;
    case 'criteria':
      return `Carry the criteria of ${id} over`;
    case 'archive':
      return `Archive ${id}`;
    case 'link':
      return `Link the branch ${short(proposal.branch)} to ${short(proposal.to.id)}`;
  }
}

/** Why it is proposed and what becomes of the record, as a sentence without a full stop. */
export function proposalReason(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'rename':
      return `${Math.round(proposal.score * 100)} % alike: "${title(proposal.from.title)}" is "${title(proposal.to.title)}" now`;
    case 'criteria':
      return criteriaText(proposal.change);
    case 'archive': {
      const { former, entry } = proposal;
      const done = entry.acsCompleted.length;
      const was = former ? `"${title(former.title)}" is in the manifest no more` : 'no manifest that is known has it';
      return `${was}; it is ${entry.status === 'unknown' ? 'of an unknown status' : entry.status}${done === 0 ? '' : `, ${done} ${done === 1 ? 'criterion' : 'criteria'} done`}. The entry is kept to the byte`;
    }
    case 'link':
      return 'it keeps its name, and git\'s configuration says which task it is of; its own state file has the old id until this change is merged into it';
  }
}

/** `A-AC01 is A-AC03 now; A-AC02 is lost ("The text")`. */
function criteriaText({ moved, lost, lists }: CriteriaChange): string {
  const renumbered = moved.filter(({ from, to }) => from.id !== to.id);
  const parts = [
    ...listed(renumbered.map(({ from, to, isReworded }) => `${short(from.id)} is ${short(to.id)} now${isReworded ? ' (in other words)' : ''}`)),
    ...listed(lost.map(({ given, text }) => `${short(given)} is lost${text === '' ? '' : ` ("${title(text)}")`}`)),
    ...(lost.length > 0 ? ['the entry as it was is kept in the archive'] : []),
    ...(renumbered.length + lost.length === 0 || (lists['acs_remaining'] && !lists['acs_completed']) ? ['what remains is listed anew'] : []),
  ];
  return parts.join('; ');
}

/** `5 renamed, 3 with criteria carried over, 18 archived`; `nothing` where there are none. */
export function migrationCounts(proposals: readonly Proposal[]): string {
  const words: readonly (readonly [Proposal['kind'], string])[] = [
    ['rename', 'renamed'],
    ['criteria', 'with criteria carried over'],
    ['archive', 'archived'],
    ['link', 'linked'],
  ];
  const counted = words.flatMap(([kind, word]) => {
    const count = proposals.filter((one) => one.kind === kind).length;
    if (count === 0) return [];
    return [kind === 'link' ? `${count} ${count === 1 ? 'branch' : 'branches'} linked` : `${count} ${word}`];
  });
  return counted.length === 0 ? 'nothing' : counted.join(', ');
}

/** As a whole sentence; none where every entry changes. */
export function keptLines(kept: number): readonly string[] {
  if (kept === 0) return [];
  return [kept === 1 ? '1 entry stays as it is.' : `${kept} entries stay as they are.`];
}

/** What can't be settled by a proposal, one line each, twenty at most. */
export function noteLines({ notes }: Pick<Migration, 'notes'>): readonly string[] {
  const lines = notes.slice(0, 20).map(({ taskId, text }) => oneLine(`${short(taskId)}: ${cut(text, 300)}.`));
  return notes.length > 20 ? [...lines, `And ${notes.length - 20} more.`] : lines;
}

function listed(parts: readonly string[]): readonly string[] {
  return parts.length > 6 ? [...parts.slice(0, 6), `and ${parts.length - 6} more`] : parts;
}

function short(id: string): string {
  return cut(oneLine(id), 80);
}

function title(text: string): string {
  return cut(oneLine(text), 100);
}
