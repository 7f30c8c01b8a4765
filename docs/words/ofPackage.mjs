/** Members of `package.json` that people read in the editor. */
const TEXTS = new Set(['title', 'shortTitle', 'description', 'markdownDescription', 'patternErrorMessage', 'deprecationMessage', 'markdownDeprecationMessage', 'contents', 'contextualTitle', 'altText', 'label']);
const LISTS = new Set(['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels']);
/** Names of the product are the same in every language; the tools' texts are written by docs/tools.mjs. */
const NAMES = new Set(['Orchestrator', 'Implementation Orchestrator']);
const PLACES = ['description', 'capabilities', 'contributes'];
const OTHERS = new Set(['menus', 'keybindings', 'languageModelTools', 'chatAgents', 'chatSkills', 'jsonValidation', 'problemMatchers']);
const SINGULAR = { commands: 'command', views: 'view', viewsWelcome: 'welcome', chatParticipants: 'chat', walkthroughs: 'walkthrough', configuration: 'setting', viewsContainers: 'container' };

/** The texts of `package.json` for people: where each stands, and the key it has (or is to have) in package.nls.json. */
export function textsOfPackage(manifest) {
  const found = [];
  const visit = (value, at, names) => {
    if (Array.isArray(value)) {
      const isText = LISTS.has(at.at(-1));
      value.forEach((item, index) => (isText ? keep(item, [...at, index], [...names, String(index + 1)]) : visit(item, [...at, index], [...names, nameOf(item, index)])));
    } else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (at[0] === 'contributes' && at.length === 1 && OTHERS.has(key)) continue;
        if (typeof inner === 'string' && (TEXTS.has(key) || (key === 'name' && at[1] === 'views'))) keep(inner, [...at, key], [...names, key === 'contents' ? '' : key]);
        else visit(inner, [...at, key], key === 'properties' || key === 'orchestrator' ? names : [...names, SINGULAR[key] ?? key]);
      }
    }
  };
  const keep = (text, at, names) => {
    if (!NAMES.has(text)) found.push({ at, text, key: /^%(.+)%$/.exec(text)?.[1], proposed: names.map((name) => name.replace(/^orchestrator\./, '')).filter(Boolean).join('.') });
  };
  for (const place of PLACES) {
    if (typeof manifest[place] === 'string') keep(manifest[place], [place], [place]);
    else visit(manifest[place], [place], place === 'contributes' ? [] : [place]);
  }
  return found;
}

/** What tells one item of a list from another, so that keys stay when an item is added before it. */
function nameOf(item, index) {
  if (typeof item?.contents === 'string') return firstWords(item.contents);
  const name = item?.command ?? item?.id ?? item?.name ?? String(index + 1);
  return name === 'orchestrator.participant' ? '' : name;
}

function firstWords(text) {
  const [first = 'text', ...others] = text.replace(/^%welcome\.|%$/g, '').match(/[A-Za-z]+/g)?.slice(0, 5) ?? [];
  return [first.toLowerCase(), ...others.map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase())].join('');
}

/** `package.json` as the editor shows it: every `%key%` replaced by its text. */
export function resolved(manifest, texts) {
  return JSON.parse(JSON.stringify(manifest), (_, value) => (typeof value === 'string' && /^%.+%$/.test(value) ? (texts[value.slice(1, -1)] ?? value) : value));
}
