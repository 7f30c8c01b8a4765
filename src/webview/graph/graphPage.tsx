import { t } from '../../core/words';
import type { GraphBoard } from '../../core/graphProtocol';
import type { Actions } from '../pulse/actions';
import { Header } from '../shared/header';
import { Notices } from '../shared/notices';
import { Page } from '../shared/pages';
import { drawingOf } from './drawing';
import { Legend } from './legend';
import type { GraphActions, GraphLook } from './look';
import { Scene } from './scene';
import { TaskCard } from './taskCard';
import { Toolbar } from './toolbar';

/** What the page needs beside the model. */
export interface GraphState {
  readonly look: GraphLook;
  readonly graph: GraphActions;
}

/** The dependency graph of one backlog. */
export function GraphPage({ model, state, actions }: { model: GraphBoard; state: GraphState; actions: Actions }) {
  const drawing = drawingOf(model.shape);
  const props = { model, ...state };
  return (
    <div class="graph-page">
      <Header title={t('Implementation Pulse')} backlog={model.backlog} view="graph" actions={actions} />
      <Notices {...model} what={t('The graph')} actions={actions} />
      {drawing === undefined || drawing.shape.ids.length === 0 ? (
        <Page icon="type-hierarchy" title={t('There is nothing to draw')}>
          <p>{t('Tasks and their dependencies appear here as soon as the manifest names some.')}</p>
        </Page>
      ) : (
        <>
          <Toolbar {...props} drawing={drawing} />
          <div class="graph-frame">
            <Scene {...props} drawing={drawing} />
            <TaskCard {...props} drawing={drawing} actions={actions} />
          </div>
          <Legend {...props} drawing={drawing} />
          <p class="unseen" role="status">
            {state.look.said}
          </p>
        </>
      )}
    </div>
  );
}
