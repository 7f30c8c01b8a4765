import { visible } from '../../core/pulse/visible';
import type { ConflictLine, PlanBoard } from '../../core/planProtocol';
import { t } from '../../core/words';
import { Icon } from '../shared/atoms';
import { Lines } from '../shared/fold';

/** More conflicts of a card than this fold. */
const MOST_LOOSE = 2;

/** What a card must not run beside, in words: the lines on the board say it to eyes alone. */
export function CardConflicts({ id, model, tabIndex }: { id: string; model: Pick<PlanBoard, 'conflicts'>; tabIndex: number }) {
  const conflicts = model.conflicts.filter(({ tasks }) => tasks.includes(id));
  if (conflicts.length === 0) return null;
  const rows = conflicts.map((conflict) => <Conflict key={otherOf(conflict, id)} id={id} conflict={conflict} tabIndex={tabIndex} />);
  if (conflicts.length <= MOST_LOOSE) return <ul class="conflicts">{rows}</ul>;
  return (
    <details class="fold conflicts-fold">
      <summary tabIndex={tabIndex}>
        <Icon name="chevron-right" />
        <span>{t('Conflicts with {0} others', conflicts.length)}</span>
      </summary>
      <ul class="conflicts">{rows}</ul>
    </details>
  );
}

function Conflict({ id, conflict, tabIndex }: { id: string; conflict: ConflictLine; tabIndex: number }) {
  const { causes, isLearned } = conflict;
  const words = conflictWords(conflict, id);
  const evidence = causes.flatMap(({ text, paths, commits }, index) => [...(index > 0 ? [text] : []), ...paths, ...commits.map((commit) => t('commit {0}', commit))]);
  return (
    <li class={isLearned ? 'conflict learned' : 'conflict'}>
      {evidence.length === 0 ? (
        <p>
          <Icon name={isLearned ? 'history' : 'arrow-swap'} /> {words}
        </p>
      ) : (
        <details class="fold">
          <summary tabIndex={tabIndex}>
            <Icon name={isLearned ? 'history' : 'arrow-swap'} />
            <span>{words}</span>
            <Icon name="chevron-right" />
          </summary>
          <Lines lines={evidence} />
        </details>
      )}
    </li>
  );
}

/** `Conflicts with B--T01: both may change src/a.ts`. */
export function conflictWords(conflict: ConflictLine, id: string): string {
  const cause = conflict.causes[0];
  const other = visible(otherOf(conflict, id), 60);
  const words = conflict.isLearned ? t('Likely conflicts with {0}', other) : t('Conflicts with {0}', other);
  return cause ? t('{0}: {1}', words, visible(cause.text)) : words;
}

function otherOf({ tasks: [one, other] }: ConflictLine, id: string): string {
  return one === id ? other : one;
}
