import { visible } from '../../core/pulse/visible';
import type { HistoryFigures } from '../../core/historyProtocol';
import type { Risk } from '../../core/manifest/task';
import { riskName } from '../../core/riskName';
import { t } from '../../core/words';
import { dayText } from './formats';
import type { HistoryControls } from './historyControls';

/** The part of the project that all figures are about. */
export function Filters({ model, controls }: { model: HistoryFigures; controls: HistoryControls }) {
  const { phases, slices, risks } = model;
  // As it was asked for last, which may be on its way still: a second choice must not take the first one back.
  const { filter } = controls.look.ask;
  const { phase: _phase, slice: _slice, ...ofRisk } = filter;
  const { slice: _, ...withoutSlice } = filter;
  const { risk: __, ...withoutRisk } = filter;
  const choosePhase = (phase: string | undefined) => controls.filter(phase === undefined ? ofRisk : { ...ofRisk, phase });
  const chooseSlice = (slice: string | undefined) => controls.filter(slice === undefined ? withoutSlice : { ...withoutSlice, slice });
  const chooseRisk = (risk: Risk | undefined) => controls.filter(risk === undefined ? withoutRisk : { ...withoutRisk, risk });
  return (
    <div class="history-tools" role="group" aria-label={t('What is shown')}>
      <Choice name={t('Phase')} all={t('All phases')} options={phases} chosen={filter.phase} choose={choosePhase} />
      <Choice name={t('Slice')} all={t('All slices')} options={slices} chosen={filter.slice} choose={chooseSlice} />
      <Choice name={t('Risk')} all={t('Every risk')} options={risks} chosen={filter.risk} choose={chooseRisk} wordsOf={riskName} />
      <p class="span quiet">
        {model.from === model.to
          ? t('{0}, by the commits of {1}', dayText(model.to), visible(model.base, 60))
          : t('{0} to {1}, by the commits of {2}', dayText(model.from), dayText(model.to), visible(model.base, 60))}
        <span class={`newer ${model.isReading ? '' : 'off'}`} role="status">
          {model.isReading ? t('Reading what is new…') : ''}
        </span>
      </p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly all: string;
  readonly options: readonly T[];
  readonly chosen: T | undefined;
  choose(option: T | undefined): void;
  readonly wordsOf?: (option: T) => string;
}

function Choice<T extends string>({ name, all, options, chosen, choose, wordsOf = (option) => visible(option, 80) }: ChoiceProps<T>) {
  return (
    <label class="field">
      {name}
      <select value={chosen === undefined ? -1 : options.indexOf(chosen)} onChange={(event) => choose(options[Number(event.currentTarget.value)])}>
        <option value={-1}>{all}</option>
        {options.map((option, index) => (
          <option key={option} value={index}>
            {wordsOf(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
