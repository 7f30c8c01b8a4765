import { visible } from '../../core/pulse/visible';
import type { TaskCard } from '../../core/planProtocol';
import { counted, t } from '../../core/words';
import { Icon, RiskMark, TaskLink } from '../shared/atoms';
import type { PlanProps } from './actions';
import { CardConflicts } from './conflicts';
import { nearness } from './nearness';

/** A task of a wave: ticked, since it is in the plan. The tick box is where the keyboard is. */
export function Card({ card, wave, model, look, actions }: PlanProps & { card: TaskCard; wave: number }) {
  const { id, title, risk, size, time, criteria, isCritical } = card;
  const tabIndex = look.reachable === id ? 0 : -1;
  return (
    <li
      class={`plan-card ${isCritical ? 'critical' : ''} ${nearness(id, look)}`}
      data-card={id}
      onMouseEnter={() => actions.point(id)}
      onMouseLeave={() => actions.point(undefined)}
      onFocusIn={() => actions.point(id)}
      onFocusOut={() => actions.point(undefined)}
    >
      <div class="card-head">
        <TickBox id={id} name={t('{0}, {1}, wave {2}', visible(id, 120), visible(title, 120), wave)} isIn tabIndex={tabIndex} actions={actions} />
        <TaskLink id={id} tabIndex={tabIndex} actions={actions} />
      </div>
      <p class="card-title" title={visible(title)}>
        {visible(title, 200)}
      </p>
      <p class="meta">
        <RiskMark risk={risk} />
        <span title={t('Size, and the minutes that the setting gives it')}>
          {visible(size, 12)} · {time}
        </span>
        <span>{counted(criteria, '{0} criterion', '{0} criteria')}</span>
        {isCritical ? (
          <span class="on-critical" title={t("On the longest chain of dependencies: the plan can't be shorter than it")}>
            {t('critical path')}
          </span>
        ) : null}
      </p>
      <After card={card} />
      <CardConflicts id={id} model={model} tabIndex={tabIndex} />
    </li>
  );
}

export function TickBox({ id, name, isIn, tabIndex, actions }: { id: string; name: string; isIn: boolean; tabIndex: number } & Pick<PlanProps, 'actions'>) {
  return (
    <input
      type="checkbox"
      class="tick"
      data-tick={id}
      tabIndex={tabIndex}
      checked={isIn}
      aria-label={name}
      title={isIn ? t('Take it out of the plan') : t('Take it into the plan again')}
      onClick={() => actions.tick(id, !isIn)}
    />
  );
}

function After({ card: { after, afterCount } }: { card: TaskCard }) {
  if (afterCount === 0) return null;
  const more = afterCount - after.length;
  const ids = after.map((id) => visible(id, 60)).join(', ');
  return (
    <p class="after quiet">
      <Icon name="arrow-small-right" /> {more > 0 ? t('after {0} and {1} more', ids, more) : t('after {0}', ids)}
    </p>
  );
}
