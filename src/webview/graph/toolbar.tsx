import { visible } from '../../core/pulse/visible';
import { counted, language, t } from '../../core/words';
import { Icon } from '../shared/atoms';
import type { GraphProps } from './look';

const ZOOM_STEP = 1.25;
const DEPTHS = [1, 2, 3, 0];

/** Search, focus and zoom. */
export function Toolbar(props: GraphProps) {
  return (
    <div class="graph-tools" role="group" aria-label={t('Tools of the graph')}>
      <Search {...props} />
      {props.look.focus ? <FocusTools {...props} /> : null}
      <Zoom {...props} />
    </div>
  );
}

function Search({ look: { query, found, active }, graph }: GraphProps) {
  return (
    <search class="graph-search">
      <input
        type="search"
        value={query}
        placeholder={t('Find a task')}
        aria-label={t('Find a task by id or title')}
        title={t('Find (/)')}
        onInput={(event) => graph.search(event.currentTarget.value)}
      />
      <span class="count">{query.trim() === '' ? '' : matchText(found, active)}</span>
      <IconButton icon="arrow-up" name={t('Previous match')} isOff={found.length === 0} press={() => graph.toMatch(-1)} />
      <IconButton icon="arrow-down" name={t('Next match')} isOff={found.length === 0} press={() => graph.toMatch(1)} />
    </search>
  );
}

function matchText(found: readonly number[], active: number | undefined): string {
  const at = active === undefined ? -1 : found.indexOf(active);
  return at < 0 ? counted(found.length, '{0} match', '{0} matches') : t('{0} of {1}', (at + 1).toLocaleString(language()), found.length.toLocaleString(language()));
}

function FocusTools({ drawing: { shape }, look: { focus, hides }, graph }: GraphProps) {
  if (!focus) return null;
  const id = visible(shape.ids[focus.node] ?? '', 40);
  return (
    <div class="graph-focus" role="group" aria-label={t('Focus')}>
      <span class="graph-focused">
        <Icon name="target" /> <span class="id">{id}</span>
      </span>
      <label class="field">
        {t('Depth')}
        <select value={focus.depth} onChange={(event) => graph.setDepth(Number(event.currentTarget.value))}>
          {DEPTHS.map((depth) => (
            <option key={depth} value={depth}>
              {depth === 0 ? t('All') : depth.toLocaleString(language())}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <input type="checkbox" checked={hides} onChange={(event) => graph.setHides(event.currentTarget.checked)} />
        {t('Hide the others')}
      </label>
      <IconButton icon="close" name={t('Show all tasks again')} press={() => graph.focus()} />
    </div>
  );
}

function Zoom({ look: { camera }, graph }: GraphProps) {
  const percent = camera.scale.toLocaleString(language(), { style: 'percent', maximumFractionDigits: camera.scale < 0.05 ? 1 : 0 });
  return (
    <div class="graph-zoom" role="group" aria-label={t('Zoom')}>
      <IconButton icon="zoom-out" name={t('Zoom out (-)')} press={() => graph.zoom(1 / ZOOM_STEP)} />
      <span class="graph-percent">{percent}</span>
      <IconButton icon="zoom-in" name={t('Zoom in (+)')} press={() => graph.zoom(ZOOM_STEP)} />
      <IconButton icon="screen-full" name={t('Fit all in (0)')} press={() => graph.fit()} />
    </div>
  );
}

function IconButton({ icon, name, isOff = false, press }: { icon: string; name: string; isOff?: boolean; press(): void }) {
  return (
    <button type="button" class="icon-button" title={name} aria-label={name} disabled={isOff} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}
