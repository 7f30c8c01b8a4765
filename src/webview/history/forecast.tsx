import { LEAST_COMPLETED, LEAST_DAYS } from '../../core/history/forecast';
import type { ForecastSampleTold, ForecastTold } from '../../core/historyProtocol';
import { counted, t } from '../../core/words';
import { Icon, Section } from '../shared/atoms';
import { dayText, numberText, percentText, tasksText } from './formats';

type Range = Extract<ForecastTold, { kind: 'range' }>;

/** When the rest may be completed, and what that rests on; or why nothing can be said. */
export function Forecast({ forecast }: { forecast: ForecastTold }) {
  return (
    <Section id="forecast" title={t('Forecast')}>
      <div class="card">{forecast.kind === 'range' ? <Ranged forecast={forecast} /> : <p class="nothing quiet"><Icon name="info" /> {silentText(forecast)}</p>}</div>
    </Section>
  );
}

function Ranged({ forecast: { by, remaining, runs, sample } }: { forecast: Range }) {
  const rows = [[0.5, by.percent50], [0.85, by.percent85], [0.95, by.percent95]] as const;
  return (
    <>
      <p>{counted(remaining, 'The one task that is left may be completed', 'All {0} tasks that are left may be completed')}</p>
      <dl class="chances">
        {rows.map(([part, day]) => (
          <div key={part}>
            <dt>{percentText(part)}</dt>
            <dd>{t('by {0}', dayText(day))}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{t('Monte Carlo: {0} runs, each drawing whole days from {1}.', numberText(runs), sampleText(sample))}</p>
      <p class="quiet">{addedText(sample.added)}</p>
    </>
  );
}

function addedText(added: number): string {
  if (added === 0) return t('It takes pace and scope as they are. No task was added in that time.');
  return counted(added, 'It takes pace and scope as they are. {0} task was added in that time.', 'It takes pace and scope as they are. {0} tasks were added in that time.');
}

function silentText({ reason, remaining, sample }: Extract<ForecastTold, { kind: 'silent' }>): string {
  const left = tasksText(remaining);
  switch (reason) {
    case 'nothing-left':
      return t('Nothing is left.');
    case 'too-few-days':
      return t('There is too little to say when the rest ({0}) will be completed: the work goes on for less than {1} days.', left, LEAST_DAYS);
    case 'too-few-completed':
      return t('There is too little to say when the rest ({0}) will be completed: fewer than {1} completed in {2}.', left, LEAST_COMPLETED, sample ? sampleText(sample) : '');
    case 'too-far':
      return t('The rest ({0}) may take more than ten years, at the pace of {1}.', left, sample ? sampleText(sample) : '');
  }
}

/** `the 41 days from 5 Jan 2026 to 14 Feb 2026, in which 9 tasks were completed`. */
function sampleText({ days, from, to, completed }: ForecastSampleTold): string {
  const given = [numberText(days), dayText(from), dayText(to)] as const;
  return counted(completed, 'the {1} days from {2} to {3}, in which {0} task was completed', 'the {1} days from {2} to {3}, in which {0} tasks were completed', ...given);
}
