import type { JsonPath } from '../problem';
import { readList } from './readLoosely';
import type { RawTask } from './schema';
import type { Task } from './task';

/** The lists of a task, which may be written as one text. */
export type ListKey = 'depends_on_tasks' | 'related_specs' | 'related_adrs' | 'related_guides' | 'test_verification' | 'conflicts_with' | 'file_scope';

/** A list as it stands in the file, doubled items too. */
export function itemsOf({ raw }: Pick<Task, 'raw'>, key: ListKey): readonly string[] {
  return readList(raw[key] as RawTask[ListKey]);
}

/** The path of an item of one of a task's lists, or of the text that stands for it. */
export function itemPath({ sourceIndex, raw }: Pick<Task, 'sourceIndex' | 'raw'>, key: ListKey, index: number): JsonPath {
  return ['tasks', sourceIndex, key, ...(Array.isArray(raw[key]) ? [index] : [])];
}
