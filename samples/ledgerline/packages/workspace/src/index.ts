export { checkLayout, type LayoutFault } from './layout.ts';
