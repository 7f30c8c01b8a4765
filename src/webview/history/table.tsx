import { t } from '../../core/words';
import { Icon } from '../shared/atoms';
import type { ChartName, HistoryControls } from './historyControls';

interface TableProps {
  readonly name: ChartName;
  /** What the table holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** Made only while the table is open: it may have hundreds. */
  rows(): readonly (readonly string[])[];
  readonly controls: HistoryControls;
}

/** The numbers of a chart, for who can't see it or wants to copy them. */
export function Table({ name, caption, columns, rows, controls }: TableProps) {
  const isOpen = controls.isTableOpen(name);
  return (
    <details class="fold as-table" open={isOpen} onToggle={(event) => controls.openTable(name, event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        <span>{t('Show as Table')}</span>
        <span class="unseen">: {caption}</span>
      </summary>
      {isOpen ? (
        <div class="table-scroll" role="region" aria-label={caption} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(([first, ...cells], index) => (
                <tr key={index}>
                  <th scope="row">{first}</th>
                  {cells.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
}
