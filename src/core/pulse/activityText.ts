import { t } from '../words';
import { agoText } from './age';

/** `started 2h ago`, `last commit, time unknown`. `ageMs` in milliseconds. */
export function activityText(what: 'started' | 'completed' | 'last commit', ageMs: number | undefined): string {
  const isKnown = ageMs !== undefined;
  const ago = isKnown ? agoText(ageMs) : '';
  switch (what) {
    case 'started':
      return isKnown ? t('started {0}', ago) : t('started, time unknown');
    case 'completed':
      return isKnown ? t('completed {0}', ago) : t('completed, time unknown');
    case 'last commit':
      return isKnown ? t('last commit {0}', ago) : t('last commit, time unknown');
  }
}
