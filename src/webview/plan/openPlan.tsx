export function openPlan(): void {}
