import { isValidElement, type ComponentChild, type ComponentChildren, type VNode } from 'preact';

/** One element of a drawn page: its name, its properties, and what is in it. */
export interface Drawn {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly (Drawn | string)[];
}

/** Calls the components, which keep no state of their own, and returns the elements they give. Needs no DOM. */
export function drawn(node: ComponentChildren): (Drawn | string)[] {
  if (Array.isArray(node)) return (node as ComponentChild[]).flatMap(drawn);
  if (node === null || node === undefined || typeof node === 'boolean') return [];
  if (!isValidElement(node)) return typeof node === 'string' || typeof node === 'number' ? [String(node)] : [];
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (typeof type === 'function') {
    return drawn((type as (given: object) => ComponentChildren)(props));
  }
  const { children, ...own } = props;
  return [{ name: type, props: own, children: drawn(children) }];
}

/** Every element, in the order of the page. */
export function elements(nodes: readonly (Drawn | string)[]): Drawn[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...elements(node.children)]));
}

export function textOf(nodes: readonly (Drawn | string)[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}
