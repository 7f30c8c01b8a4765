import type { Risk } from './manifest/task';
import { t } from './words';

/** `High risk`. */
export function riskWords(risk: Risk): string {
  switch (risk) {
    case 'High':
      return t('High risk');
    case 'Medium':
      return t('Medium risk');
    case 'Low':
      return t('Low risk');
  }
}
