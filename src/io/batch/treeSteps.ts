import { addTree } from './addTree';
import { diskUse } from './diskUse';
import { lookAtTree } from './lookAtTree';
import { removeTree, takeBackTree } from './removeTree';
import { treeChanges } from './treeChanges';

/** What is done with working trees: loaded when one is first made, looked at or removed. */
export const TREE_STEPS = { addTree, diskUse, lookAtTree, removeTree, takeBackTree, treeChanges };
