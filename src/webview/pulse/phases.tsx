import { visible } from '../../core/pulse/visible';
import type { PhaseRow, SliceRow } from '../../core/pulseProtocol';
import { riskWords } from '../../core/riskWords';
import { t } from '../../core/words';
import type { Actions, BoardProps } from './actions';
import { Icon, Section, StackedBar } from '../shared/atoms';

/** So few phases stand open by default; of more only the one where the work is. */
const FEW = 3;

export function Phases({ model, actions }: BoardProps) {
  return (
    <Section id="phases" title={t('Phases and slices')}>
      <div class="card phase-list">
        {model.phases.map((phase) => (
          <Phase key={phase.label} phase={phase} byDefault={phase.isCurrent || model.phases.length <= FEW} actions={actions} />
        ))}
      </div>
    </Section>
  );
}

function Phase({ phase, byDefault, actions }: { phase: PhaseRow; byDefault: boolean; actions: Actions }) {
  const section = `phase:${phase.label}`;
  return (
    <details class="phase" open={actions.isOpen(section, byDefault)} onToggle={(event) => toggled(event.currentTarget, section, byDefault, actions)}>
      <summary>
        <Icon name="chevron-right" />
        <Row group={phase} isPhase />
      </summary>
      <ul class="slices">
        {phase.slices.map((slice) => (
          <li key={slice.label}>
            <Row group={slice} isPhase={false} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function toggled(details: HTMLDetailsElement, section: string, byDefault: boolean, actions: Actions): void {
  // A toggle event also comes when the element is first drawn open: that is no choice of the person.
  if (actions.isOpen(section, byDefault) !== details.open) actions.keepOpen(section, details.open);
}

function Row({ group, isPhase }: { group: SliceRow; isPhase: boolean }) {
  const { completed, inProgress, blocked, abandoned, total } = group;
  const parts = [
    { name: 'completed', count: completed },
    { name: 'in-progress', count: inProgress },
    { name: 'blocked', count: blocked },
    { name: 'abandoned', count: abandoned },
  ] as const;
  const label = visible(group.label, 100);
  return (
    <div class={`group ${isPhase ? 'is-phase' : ''}`}>
      <span class="group-label" title={label}>
        {label}
      </span>
      <StackedBar parts={parts} total={total} label={t('{0}: tasks completed', label)} />
      <span class="group-count">
        <b>{completed}</b>
        <span class="quiet">/{total}</span>
      </span>
      <span class="group-risks">
        {group.risks.map(({ risk, completed: done, total: all }) => (
          <span key={risk} class={`mark risk-${risk.toLowerCase()}`} title={t('{0}: {1} of {2} completed', riskWords(risk), done, all)}>
            <span class="dot" aria-hidden="true" />
            <span class="unseen">{riskWords(risk)}: </span>
            {done}/{all}
          </span>
        ))}
      </span>
    </div>
  );
}
