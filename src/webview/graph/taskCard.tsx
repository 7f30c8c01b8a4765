import { visible } from '../../core/pulse/visible';
import { riskWords } from '../../core/riskWords';
import { counted, t } from '../../core/words';
import type { Asking } from '../shared/asking';
import { Icon } from '../shared/atoms';
import type { GraphProps } from './look';
import { riskOf } from './nodeName';
import { standingOf } from './standing';

/** So many tasks of a list are shown; the count tells of the rest. */
const MOST = 30;

interface CardProps extends GraphProps {
  readonly actions: Pick<Asking, 'reveal'> & { start(taskId: string): void };
}

/** What is to be said of the chosen task, and what can be done with it. */
export function TaskCard(props: CardProps) {
  const { model, drawing, look: { active, isCardOpen }, graph } = props;
  if (active === undefined || !isCardOpen) return null;
  const { shape, needs, waiters } = drawing;
  const standing = standingOf(model, drawing);
  const { stage, icon, label } = standing.stageOf(active);
  const isTask = active < shape.taskCount;
  const facts = isTask ? [riskWords(riskOf(shape.risks.charAt(active))), shape.slices[shape.sliceOf[active] ?? -1] ?? ''] : [];
  return (
    <aside class="graph-card" aria-labelledby="graph-card-title">
      <div class="graph-card-head">
        <h2 id="graph-card-title" class="id">
          {visible(shape.ids[active] ?? '', 200)}
        </h2>
        <button type="button" class="icon-button" title={t('Close (Esc)')} aria-label={t('Close')} onClick={() => graph.closeCard()}>
          <Icon name="close" />
        </button>
      </div>
      {isTask ? <p class="graph-card-title">{visible(shape.titles[active] ?? '')}</p> : null}
      <p class={`graph-card-stage stage-${stage}`}>
        <Icon name={icon} /> {label}
      </p>
      <Reason {...props} node={active} />
      <ul class="meta graph-facts">
        {facts.filter(Boolean).map((fact) => (
          <li key={fact}>{visible(fact, 80)}</li>
        ))}
        {standing.isCritical(active) ? <li class="on-critical">{t('on the critical path')}</li> : null}
        {(shape.knots[active] ?? -1) >= 0 ? <li class="in-cycle">{t('in a cycle')}</li> : null}
      </ul>
      <CardButtons {...props} node={active} />
      <Relatives {...props} title={t('Waits on')} nothing={t('It depends on no task.')} nodes={needs[active] ?? []} />
      <Relatives {...props} title={t('Wait on it')} nothing={t('No task depends on it.')} nodes={waiters[active] ?? []} />
    </aside>
  );
}

/** Why it is blocked, in the words of its record. */
function Reason({ node, model: { reasons } }: GraphProps & { node: number }) {
  const reason = reasons.find((one) => one.node === node);
  return reason ? <p class="graph-card-reason">{visible(reason.text)}</p> : null;
}

function CardButtons({ node, model, drawing, look, graph, actions }: CardProps & { node: number }) {
  const { ids, taskCount } = drawing.shape;
  const id = ids[node] ?? '';
  const isReady = standingOf(model, drawing).stageOf(node).stage === 'ready';
  const isFocused = look.focus?.node === node;
  return (
    <div class="graph-card-buttons">
      {isReady && model.isTrusted ? (
        <button type="button" class="button primary" onClick={() => actions.start(id)}>
          <Icon name="play" /> {t('Start')}
        </button>
      ) : null}
      <button type="button" class="button secondary" onClick={() => graph.focus(isFocused ? undefined : node)}>
        <Icon name="target" /> {isFocused ? t('Show All') : t('Focus')}
      </button>
      {node < taskCount ? (
        <button type="button" class="button secondary" onClick={() => actions.reveal(id)}>
          <Icon name="list-tree" /> {t('Reveal in Tree')}
        </button>
      ) : null}
    </div>
  );
}

function Relatives({ title, nothing, nodes, model, drawing, graph }: GraphProps & { title: string; nothing: string; nodes: readonly number[] }) {
  const { ids, titles } = drawing.shape;
  const standing = standingOf(model, drawing);
  return (
    <section class="graph-relatives" aria-label={title}>
      <h3>
        {title}
        {nodes.length > 0 ? <span class="count">{nodes.length}</span> : null}
      </h3>
      {nodes.length === 0 ? <p class="quiet">{nothing}</p> : null}
      <ul>
        {nodes.slice(0, MOST).map((node) => {
          const { stage, icon, words } = standing.stageOf(node);
          return (
            <li key={node} class={`stage-${stage}`}>
              <Icon name={icon} />
              <div>
                <button type="button" class="link id" onClick={() => graph.select(node)}>
                  {visible(ids[node] ?? '', 80)}
                </button>{' '}
                <span class="quiet">{visible(titles[node] ?? '', 80) || words}</span>
                <span class="unseen">, {words}</span>
              </div>
            </li>
          );
        })}
      </ul>
      {nodes.length > MOST ? <p class="quiet">{counted(nodes.length - MOST, 'and {0} more', 'and {0} more')}</p> : null}
    </section>
  );
}
