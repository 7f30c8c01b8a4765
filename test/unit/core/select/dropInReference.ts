/**
 * What the project script answers, worked out a second time and in another way than the product does:
 * step by step over a table of rows. Only for files of the right outer shape.
 */
interface Row {
  readonly raw: Record<string, unknown>;
  readonly recorded: unknown;
  readonly open: readonly unknown[];
  readonly isFresh: boolean;
}

type Table = { rows: Row[]; names: Record<'completed' | 'in-progress' | 'blocked', string[]>; state: [string, Record<string, unknown>][] };

function tabulate(manifest: unknown, state: unknown): Table {
  const pairs = Object.entries(((state as { tasks?: object | null }).tasks ?? {}) as Record<string, unknown>);
  const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);
  const entries = pairs.filter((pair): pair is [string, Record<string, unknown>] => isRecord(pair[1]));
  const called = (word: string) => entries.filter(([, entry]) => Object.hasOwn(entry, 'status') && entry['status'] === word).map(([id]) => id);
  const names = { completed: called('completed'), 'in-progress': called('in-progress'), blocked: called('blocked') };
  const rows: Row[] = [];
  for (const raw of (manifest as { tasks?: unknown[] | null }).tasks ?? []) {
    if (!isRecord(raw)) continue;
    const key = ['string', 'number'].includes(typeof raw['task_id']) ? String(raw['task_id']) : undefined;
    const pair = pairs.find(([id]) => id === key);
    const entry = pair?.[1] ?? undefined;
    const recorded = isRecord(entry) && Object.hasOwn(entry, 'status') ? entry['status'] : undefined;
    const given = raw['depends_on_tasks'];
    const needs: unknown[] = Array.isArray(given) ? given : typeof given === 'string' && given ? [given] : [];
    const open = needs.filter((need) => !names.completed.some((id) => id === need));
    rows.push({ raw, recorded, open, isFresh: entry === undefined || recorded === 'pending' });
  }
  return { rows, names, state: entries };
}

function candidates({ rows }: Table): Row[] {
  return rows.filter(({ isFresh, open }) => isFresh && open.length === 0);
}

function best(table: Table): Record<string, unknown> | undefined {
  const place = (row: Row) => {
    const at = ['High', 'Medium', 'Low'].indexOf(String(row.raw['risk']));
    return typeof row.raw['risk'] === 'string' && at >= 0 ? at : 3;
  };
  let chosen: Row | undefined;
  for (const row of candidates(table)) if (!chosen || place(row) < place(chosen)) chosen = row;
  return chosen?.raw;
}

const FIELDS = 'acceptance_criteria depends_on_tasks related_specs related_adrs related_guides test_verification'.split(' ');

function referenceNext(table: Table): { output: unknown; exitCode: number } {
  const task = best(table);
  if (!task) {
    const reason = 'All tasks are either completed, in-progress, blocked, or waiting on dependencies';
    return { output: { error: 'No eligible tasks', reason }, exitCode: 1 };
  }
  const output: Record<string, unknown> = {};
  for (const key of ['task_id', 'title']) output[key] = task[key];
  output['description'] = task['description'] ? task['description'] : '';
  for (const key of ['risk', 'phase', 'slice']) output[key] = task[key];
  const est = task['est'] as { size?: unknown } | null | undefined;
  output['size'] = est && typeof est === 'object' && !Array.isArray(est) && est.size ? est.size : 'M';
  for (const key of FIELDS) output[key] = task[key] ? task[key] : [];
  return { output, exitCode: 0 };
}

function referenceDashboard(table: Table): unknown {
  const done = table.names.completed.length;
  const all = table.rows.length;
  const task = best(table);
  return {
    progress: { completed: done, total: all, percentage: all ? parseFloat(((100 * done) / all).toFixed(1)) : 0 },
    next_task: task ? { task_id: task['task_id'], title: task['title'], risk: task['risk'] } : null,
    in_progress: table.names['in-progress'].length,
    blocked: table.names.blocked.length,
    eligible: candidates(table).length,
  };
}

function word(value: unknown): string {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function groups(table: Table, key: string): unknown {
  const names = [...new Set(table.rows.map(({ raw }) => word(raw[key])))];
  return Object.fromEntries(
    names.map((name) => {
      const own = table.rows.filter(({ raw }) => word(raw[key]) === name);
      return [name, { completed: own.filter(({ recorded }) => recorded === 'completed').length, total: own.length }];
    }),
  );
}

function referenceStatus(table: Table): unknown {
  const open = table.rows.filter(({ recorded }) => recorded !== 'completed' && recorded !== 'abandoned').map(({ raw }) => word(raw['risk']));
  const risks = [...new Set(['High', 'Medium', 'Low', ...open])];
  const dated = table.state.filter(([, entry]) => entry['status'] === 'completed' && entry['completed_at']);
  const clock = (value: unknown) => (['string', 'number'].includes(typeof value) ? new Date(value as string).valueOf() : Number.NaN);
  const readable = dated.filter(([, entry]) => !Number.isNaN(clock(entry['completed_at'])));
  const unreadable = dated.filter(([, entry]) => Number.isNaN(clock(entry['completed_at'])));
  readable.sort((a, b) => clock(b[1]['completed_at']) - clock(a[1]['completed_at']));
  return {
    by_phase: groups(table, 'phase'),
    by_slice: groups(table, 'slice'),
    by_risk: Object.fromEntries(risks.map((risk) => [risk, open.filter((other) => other === risk).length])),
    recent_completed: [...readable, ...unreadable].slice(0, 5).map(([id, entry]) => ({ task_id: id, completed_at: entry['completed_at'] })),
    in_progress_tasks: table.names['in-progress'],
  };
}

function referenceBlocked(table: Table, state: unknown): unknown {
  const reasons = new Map(Object.entries((state as { tasks?: Record<string, { blocked_reason?: unknown } | null> | null }).tasks ?? {}));
  return table.rows
    .filter(({ recorded, isFresh, open }) => recorded === 'blocked' || (isFresh && open.length > 0))
    .map(({ raw, recorded, open }) => {
      const entry = reasons.get(String(raw['task_id']));
      const reason = recorded === undefined ? undefined : entry?.blocked_reason;
      return {
        task_id: raw['task_id'],
        title: raw['title'],
        risk: raw['risk'],
        blocked_reason: reason ? reason : 'Waiting on dependencies',
        missing_dependencies: open,
        status: recorded === undefined ? 'pending' : recorded,
      };
    });
}

/** The whole standard output and exit code for one flag. */
export function reference(flag: string, manifest: unknown, state: unknown): { text: string; exitCode: number } {
  const table = tabulate(manifest, state);
  const said = (output: unknown, exitCode = 0) => ({ text: JSON.stringify(output, null, 2), exitCode });
  switch (flag) {
    case '--next': {
      const { output, exitCode } = referenceNext(table);
      return said(output, exitCode);
    }
    case '--status':
      return said(referenceStatus(table));
    case '--blocked':
      return said(referenceBlocked(table, state));
    default:
      return said(referenceDashboard(table));
  }
}
