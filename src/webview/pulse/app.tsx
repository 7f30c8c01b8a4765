import type { PulseModel } from '../../core/pulseProtocol';
import { t } from '../../core/words';
import { GraphPage, type GraphState } from '../graph/graphPage';
import { HistoryPage } from '../history/historyPage';
import type { Actions } from './actions';
import { Board } from './board';
import { CompactBoard } from './compactBoard';
import { Header } from '../shared/header';
import { Announcement } from './announcement';
import { BrokenPage, LoadingPage, NoBacklogPage } from '../shared/pages';

interface AppProps {
  readonly model: PulseModel;
  readonly isCopied: boolean;
  /** In the sidebar: the most important alone. */
  readonly isCompact?: boolean;
  readonly actions: Actions;
  /** Of the graph's page alone. */
  readonly graph?: GraphState | undefined;
}

/** The panel: one switch over the model's kind. */
export function App(props: AppProps) {
  return (
    <>
      <Page {...props} />
      <Announcement model={props.model} isCopied={props.isCopied} />
    </>
  );
}

function Page({ model, isCopied, isCompact = false, actions, graph }: AppProps) {
  switch (model.kind) {
    case 'loading':
      return <LoadingPage icon="pulse" />;
    case 'none':
      return <NoBacklogPage manifestPath={model.manifestPath} actions={actions} />;
    case 'broken':
      return (
        <>
          {isCompact ? null : <Header title={t('Implementation Pulse')} backlog={model.backlog} actions={actions} />}
          <BrokenPage model={model} actions={actions} />
        </>
      );
    case 'ready':
    case 'finished':
    case 'empty':
      return isCompact ? <CompactBoard model={model} actions={actions} /> : <Board model={model} isCopied={isCopied} actions={actions} />;
    case 'graph':
      return graph ? <GraphPage model={model} state={graph} actions={actions} /> : null;
    case 'history':
      return <HistoryPage model={model} actions={actions} />;
  }
}
