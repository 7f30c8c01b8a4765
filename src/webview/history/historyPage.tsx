import type { HistoryBoard } from '../../core/historyProtocol';
import { Header } from '../shared/header';
import { Notices } from '../shared/notices';
import type { Actions } from '../pulse/actions';

export function HistoryPage({ model, actions }: { model: HistoryBoard; actions: Actions }) {
  return (
    <>
      <Header title="Implementation Pulse" backlog={model.backlog} view="history" actions={actions} />
      <Notices {...model} what="The history" actions={actions} />
    </>
  );
}
