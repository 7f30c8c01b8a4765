import * as z from 'zod/mini';
import '@vscode/codicons/dist/codicon.css';
import './shared/frame.css';
import './shared/parts.css';
import './pulse/board.css';
import './pulse/sections.css';
import './pulse/attention.css';
import './pulse/nextWaves.css';
import './pulse/compact.css';
import './graph/graph.css';
import './graph/graphCard.css';
import './plan/plan.css';
import './plan/waves.css';
import './history/charts.css';
import './history/history.css';
import { speak } from '../core/words';
import { openPlan } from './plan/openPlan';
import { openPulse } from './pulse/openPulse';

// Compiling schemas would need eval, which the content security policy forbids.
z.config({ jitless: true });

const words = document.getElementById('words')?.textContent;
if (words) speak({ language: document.documentElement.lang, texts: JSON.parse(words) as Record<string, string> });

// One script for both panels: two would carry the same libraries twice.
if (document.body.dataset['page'] === 'plan') openPlan();
else openPulse();
