import { visible } from '../../core/pulse/visible';
import type { ScopeOption } from '../../core/planProtocol';
import { t } from '../../core/words';
import { Icon } from '../shared/atoms';
import type { PlanProps } from './actions';

const PLACES = [1, 2, 3];

/** What is planned, how many at once, and the start of the first wave. */
export function Toolbar({ model, look, actions }: PlanProps) {
  const { scopes, choices } = model;
  const chosen = scopes.findIndex(({ scope }) => JSON.stringify(scope) === JSON.stringify(choices.scope));
  const choose = (index: number) => {
    const option = scopes[index];
    if (option) actions.chooseScope(option.scope);
  };
  return (
    <div class="plan-tools" role="group" aria-label={t('What is planned')}>
      <label class="field">
        {t('Plan')}
        <select value={chosen} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {scopes.map((option, index) => (
            <option key={JSON.stringify(option.scope)} value={index}>
              {optionText(option)}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="field places">
        <legend>{t('At once')}</legend>
        {PLACES.map((max) => (
          <label key={max}>
            <input type="radio" name="places" value={max} checked={choices.max === max} onChange={() => actions.chooseMax(max)} />
            <span>{max}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <input type="checkbox" checked={look.hasDependencies} onChange={(event) => actions.showDependencies(event.currentTarget.checked)} />
        {t('Show dependencies')}
      </label>
      <StartButton model={model} actions={actions} />
    </div>
  );
}

function optionText({ scope, label, open }: ScopeOption): string {
  return `${scope.kind === 'slice' ? '\u00a0\u00a0\u00a0' : ''}${t('{0} ({1} open)', visible(label, 80), open)}`;
}

function StartButton({ model, actions }: Pick<PlanProps, 'model' | 'actions'>) {
  const taskIds = (model.waves[0]?.cards ?? []).map(({ id }) => id);
  if (!model.isTrusted || taskIds.length === 0) return null;
  const isBatch = taskIds.length > 1;
  return (
    <button type="button" class="button primary" title={isBatch ? t('Start the tasks of wave 1 together') : t('Wave 1 is one task: start it by itself')} onClick={() => actions.start(taskIds)}>
      <Icon name={isBatch ? 'run-all' : 'play'} /> {isBatch ? t('Start Parallel Batch') : t('Start Task')}
    </button>
  );
}
