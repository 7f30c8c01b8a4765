export { accountTypeOfCode, checkChart, normalSide, shownBalance, type AccountDefinition, type AccountType } from './chart.ts';
export { defaultChart } from './default-chart.ts';
