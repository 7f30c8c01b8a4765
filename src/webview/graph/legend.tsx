import { counted, language, t } from '../../core/words';
import type { GraphBoard } from '../../core/graphProtocol';
import { Icon } from '../shared/atoms';
import { lastResult } from '../shared/lastResult';
import type { Drawing } from './drawing';
import type { GraphProps } from './look';
import { standingOf } from './standing';

/** What shapes and lines mean, with how many there are; only what occurs. It is the same wherever one looks. */
export function Legend({ model, drawing }: Pick<GraphProps, 'model' | 'drawing'>) {
  return legendOf(model, drawing);
}

const legendOf = lastResult((model: GraphBoard, drawing: Drawing) => {
  const { shape } = drawing;
  const missing = shape.ids.length - shape.taskCount;
  const cycles = new Set(shape.knots.filter((knot) => knot >= 0)).size;
  const stages = missing > 0 ? [...model.stages, standingOf(model, drawing).stageOf(shape.taskCount)] : model.stages;
  return (
    <ul class="graph-legend quiet" aria-label={t('Legend')}>
      {stages.map(({ stage, icon, label, count }) => (
        <li key={stage} class={`stage-${stage}`}>
          <Icon name={icon} /> {label} <span class="count">{count.toLocaleString(language())}</span>
        </li>
      ))}
      {model.critical.nodes.length > 0 ? (
        <li>
          <span class="graph-line critical" aria-hidden="true" />
          {counted(model.critical.nodes.length, 'critical path: {0} task, {1}', 'critical path: {0} tasks, {1}', model.critical.time)}
        </li>
      ) : null}
      {cycles > 0 ? (
        <li>
          <span class="graph-line cycle" aria-hidden="true" />
          {counted(cycles, '{0} cycle: its tasks can never start', '{0} cycles: their tasks can never start')}
        </li>
      ) : null}
    </ul>
  );
});
