import type { PlanBoard } from '../../core/planProtocol';
import type { ChosenScope } from '../../core/planToHost';
import type { Asking } from '../shared/asking';
import type { Opened } from '../shared/fold';

/** What a person can do in the panel. */
export interface Actions extends Asking, Opened {
  chooseScope(scope: ChosenScope): void;
  chooseMax(max: number): void;
  tick(taskId: string, isIn: boolean): void;
  tickAll(): void;
  /** Starts these together, or the one by itself. */
  start(taskIds: readonly string[]): void;
  /** The pointer or the focus is on the task, or on none. */
  point(taskId: string | undefined): void;
  showDependencies(isShown: boolean): void;
}

/** What is only of the page, and not of the plan. */
export interface Look {
  readonly pointed?: string;
  /** The card that the tab key reaches. */
  readonly reachable?: string;
  readonly hasDependencies: boolean;
  readonly edges: readonly DrawnEdge[];
}

/** A line between two cards that are on the page. `d` is its SVG path. */
export interface DrawnEdge {
  readonly kind: 'conflict' | 'learned' | 'dependency';
  readonly tasks: readonly [string, string];
  /** It passes behind the cards of other waves. */
  readonly isFar: boolean;
  readonly d: string;
  /** Its ends. */
  readonly ends: readonly [Point, Point];
  readonly title: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What every part of the board is given. */
export interface PlanProps {
  readonly model: PlanBoard;
  readonly look: Look;
  readonly actions: Actions;
}
