import type { PlanModel } from '../../core/planProtocol';
import { t } from '../../core/words';
import { Header } from '../shared/header';
import { BrokenPage, LoadingPage, NoBacklogPage } from '../shared/pages';
import type { Actions, Look } from './actions';
import { Announcement } from './announcement';
import { Board } from './board';

interface AppProps {
  readonly model: PlanModel;
  readonly isCopied: boolean;
  readonly look: Look;
  readonly actions: Actions;
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

function Page({ model, isCopied, look, actions }: AppProps) {
  switch (model.kind) {
    case 'loading':
      return <LoadingPage icon="project" />;
    case 'none':
      return <NoBacklogPage manifestPath={model.manifestPath} actions={actions} />;
    case 'broken':
      return (
        <>
          <Header title={t('Parallel Plan')} backlog={model.backlog} actions={actions} />
          <BrokenPage model={model} actions={actions} />
        </>
      );
    case 'plan':
      return <Board model={model} isCopied={isCopied} look={look} actions={actions} />;
  }
}
