import type { Refusal } from '../ports';
import { t } from '../words';
import type { World } from './world';

/** Refuses where git can't be asked: that nothing was found would be untrue there. `message`: what is not known then. */
export async function noRepository({ here }: World, message: string): Promise<Refusal | undefined> {
  const { kind } = await here.git.facts();
  return kind === 'repository' ? undefined : { code: 'BLOCKED::NOT-A-GIT-REPOSITORY', message, remedy: t('Work in a repository that git accepts.') };
}
