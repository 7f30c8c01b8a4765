import type * as z from 'zod';
import { applyChange, previewChange, type Change } from './change';
import { operation, type Operation } from './operation';

/** A change as its operation states it: without `what`, the undo journal has the operation's id and the task's. */
export type OwnChange = Omit<Change, 'what'> & Partial<Pick<Change, 'what'>>;

interface ChangeRow<Shape extends z.core.$ZodLooseShape> extends Omit<Operation, 'effect' | 'input' | 'preview' | 'run'> {
  readonly input: () => z.ZodObject<Shape, z.core.$strict>;
  change(input: z.output<z.ZodObject<Shape, z.core.$strict>>): OwnChange;
}

/** Makes a row of the table that changes one task's entry: previewed and applied from one statement of the change. */
export function changeOperation<Shape extends z.core.$ZodLooseShape>({ change, ...row }: ChangeRow<Shape>): Operation {
  const whole = (input: Parameters<typeof change>[0]): Change => ({ what: (view) => `${row.id} ${view.task.id}`, ...change(input) });
  return operation({
    ...row,
    effect: 'write',
    preview: (world, input) => previewChange(world, whole(input)),
    run: (world, input) => applyChange(world, whole(input)),
  });
}
