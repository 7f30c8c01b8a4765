import type { PlanBoard } from '../../core/planProtocol';
import { Meter, plural } from '../shared/atoms';

/** What the plan takes, against one task after the other. */
export function Summary({ model }: { model: PlanBoard }) {
  const { totals, critical } = model;
  const { tasks, waves, planned, serial, saved, percent } = totals;
  return (
    <section class="plan-summary" aria-label="Summary">
      <div class="card">
        <h2 class="label">Planned</h2>
        <p class="small-figure">{planned}</p>
        <p class="quiet">
          {plural(tasks, 'task')} in {plural(waves, 'wave')}
        </p>
      </div>
      <div class="card saving">
        <h2 class="label">Against one after the other</h2>
        <p class="small-figure">
          {percent}% <span class="quiet">saved</span>
        </p>
        <Meter value={100 - percent} max={100} label="Planned time of the time one after the other" text={`${planned} of ${serial}`} />
        <p class="quiet">
          {serial} one after the other, {saved} less in waves
        </p>
      </div>
      <div class="card">
        <h2 class="label">Critical path</h2>
        <p class="small-figure">{critical.time}</p>
        <p class="quiet">{critical.count === 1 ? 'the longest task' : `${critical.count} tasks that follow from one another`}; no plan is shorter</p>
      </div>
    </section>
  );
}
