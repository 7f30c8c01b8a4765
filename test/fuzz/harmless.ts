import assert from 'node:assert/strict';
import type { Element } from 'happy-dom';

/** The elements that the pages make: no script, style, link, frame or image. */
const MADE = new Set(
  'main article aside b button code dd details div dl dt fieldset h1 h2 h3 header input label legend li nav ol option p pre search section select span strong summary table tbody td th thead tr ul svg circle g path rect title'.split(' '),
);
/** What would run, load or lead somewhere. */
const ACTING = /^on|^(src|srcset|href|xlink:href|srcdoc|action|formaction|background|ping|data|is|http-equiv)$/;
/** Numbers alone: of the pages' own properties, and where the graph lies. */
const STYLE = /^((--[\w-]+:\s*-?[\d.]+(e[+-]\d+)?(px|%)?|transform:\s*translate\(-?[\d.]+px, -?[\d.]+px\) scale\([\d.]+\));?\s*)*$/;
/** What style sheets, labels and scripts find elements by. */
const NAMES = /^(class|id|for|name|type|role|tabindex|data-.*|aria-(labelledby|describedby|controls|current|expanded|pressed|hidden|live))$/;

/** Text that came from outside is only ever text: it has made no element, and no attribute that acts. */
export function assertHarmless(elements: readonly Element[]): void {
  for (const { localName, attributes } of elements) {
    assert.ok(MADE.has(localName), `there is a ${localName} element`);
    for (const attribute of attributes) {
      const { name } = attribute;
      const value = attribute.value ?? '';
      const told = `${localName} has ${name}=${JSON.stringify(value.slice(0, 200))}`;
      assert.doesNotMatch(name, ACTING, told);
      if (name === 'style') assert.match(value, STYLE, told);
      if (NAMES.test(name)) assert.match(value, /^[\w #-]*$/, told);
    }
  }
}
