import type { Risk } from './manifest/task';
import { t } from './words';

/** `High`, to stand beside others. */
export function riskName(risk: Risk): string {
  switch (risk) {
    case 'High':
      return t('High');
    case 'Medium':
      return t('Medium');
    case 'Low':
      return t('Low');
  }
}
