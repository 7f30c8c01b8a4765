import { visible } from '../../core/pulse/visible';
import type { AgentLine } from '../../core/pulseProtocol';
import { counted, t } from '../../core/words';
import { Icon, Section, TaskLink } from '../shared/atoms';
import type { Actions, BoardProps } from './actions';

/** Agents in worktrees of their own; shown only when there are any. */
export function Agents({ model, actions }: BoardProps) {
  const { agents, agentCount } = model;
  if (agentCount === 0) return null;
  return (
    <Section id="agents" title={t('Agents')} count={String(agentCount)}>
      <ul class="rows">
        {agents.map((agent) => (
          <Row key={agent.id} agent={agent} actions={actions} />
        ))}
      </ul>
      {agentCount > agents.length ? <p class="quiet">{t('and {0} more in the task tree', agentCount - agents.length)}</p> : null}
    </Section>
  );
}

function Row({ agent, actions }: { agent: AgentLine; actions: Actions }) {
  const isWarned = agent.warnings.length > 0;
  return (
    <li class="row">
      <Icon name={isWarned ? 'warning' : 'robot'} />
      <div class="row-main">
        <TaskLink id={agent.id} actions={actions} />
        {isWarned ? <p class="reason">{visible(agent.warnings.join(' · '))}</p> : null}
        {agent.last === undefined ? null : <p class="meta">{visible(agent.last)}</p>}
      </div>
      <p class="meta">{counted(agent.total, '{1} of {0} criterion', '{1} of {0} criteria', agent.done)}</p>
    </li>
  );
}
