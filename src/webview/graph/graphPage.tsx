import type { GraphBoard } from '../../core/graphProtocol';
import { Header } from '../shared/header';
import { Notices } from '../shared/notices';
import type { Actions } from '../pulse/actions';

export function GraphPage({ model, actions }: { model: GraphBoard; actions: Actions }) {
  return (
    <>
      <Header title="Implementation Pulse" backlog={model.backlog} view="graph" actions={actions} />
      <Notices {...model} what="The graph" actions={actions} />
    </>
  );
}
