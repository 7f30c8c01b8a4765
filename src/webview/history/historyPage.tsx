import type { HistoryBoard, HistoryFigures } from '../../core/historyProtocol';
import { visible } from '../../core/pulse/visible';
import { t } from '../../core/words';
import { Header } from '../shared/header';
import { Notice, Notices } from '../shared/notices';
import type { Actions } from '../pulse/actions';
import { BurnUp } from './burnUp';
import { CycleTime } from './cycleTime';
import { Filters } from './filters';
import { Forecast } from './forecast';
import { NothingPage, ReadingPage } from './nothing';
import { ProjectDay } from './projectDay';
import { Throughput } from './throughput';

/** The project over time: one switch over what is told of it. */
export function HistoryPage({ model, actions }: { model: HistoryBoard; actions: Actions }) {
  const { told } = model;
  return (
    <>
      <Header title={t('Implementation Pulse')} backlog={model.backlog} view="history" actions={actions} />
      <Notices {...model} what={t('The history')} actions={actions}>
        {told.kind === 'figures' ? told.notes.map((note) => <Note key={note} note={note} base={told.base} />) : null}
      </Notices>
      <Told model={model} actions={actions} />
    </>
  );
}

function Told({ model: { told }, actions }: { model: HistoryBoard; actions: Actions }) {
  switch (told.kind) {
    case 'reading':
      return <ReadingPage base={told.base} />;
    case 'nothing':
      return <NothingPage told={told} actions={actions} />;
    case 'figures':
      return <Figures told={told} actions={actions} />;
  }
}

function Figures({ told, actions }: { told: HistoryFigures; actions: Actions }) {
  const { history } = actions;
  return (
    <>
      <Filters model={told} controls={history} />
      <BurnUp model={told} controls={history} />
      <div class="columns even">
        <div class="column">
          <ProjectDay model={told} actions={actions} />
          <Throughput model={told} controls={history} />
        </div>
        <div class="column">
          <Forecast forecast={told.forecast} />
          <CycleTime model={told} controls={history} />
        </div>
      </div>
    </>
  );
}

function Note({ note, base }: { note: HistoryFigures['notes'][number]; base: string }) {
  switch (note) {
    case 'cut':
      return (
        <Notice kind="info" icon="history" title={t('Not the whole history')}>
          {t('There is more than was read: what was so before counts from the first day.')}
        </Notice>
      );
    case 'shallow':
      return (
        <Notice kind="info" icon="history" title={t('Not the whole history')}>
          {t('This repository was cloned without its older commits: what was so before counts from the first day. git fetch --unshallow brings them.')}
        </Notice>
      );
    case 'unrecorded':
      return (
        <Notice kind="info" icon="info" title={t('Little to tell yet')}>
          {t('No commit of {0} tells of a task that was started or completed. Commit the state file, and the figures begin.', visible(base, 80))}
        </Notice>
      );
  }
}
