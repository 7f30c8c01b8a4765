import type { AnyTarget } from './target';
import { gitAnswers } from './targets/gitAnswers';
import { language } from './targets/language';
import { manifestBytes } from './targets/manifestBytes';
import { mcpFrames } from './targets/mcpFrames';
import { merges } from './targets/merges';
import { names } from './targets/names';
import { pages } from './targets/pages';
import { scopes } from './targets/scopes';
import { shapes } from './targets/shapes';
import { stateBytes } from './targets/stateBytes';
import { vtmWords } from './targets/vtmWords';
import { webview } from './targets/webview';

/** All doors. A new one is a file and a line here. */
export const TARGETS: readonly AnyTarget[] = [manifestBytes, stateBytes, shapes, merges, scopes, names, webview, pages, language, gitAnswers, mcpFrames, vtmWords];
