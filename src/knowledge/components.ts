/**
 * What the components on a page of the manual say, in words: the site draws the same data (`src/site/components/shown/`), and the search
 * of site and terminal finds them by these. Pure.
 */
import type { ShownField, ShownKind, ShownState, SiteShown } from '../report/site-model.ts';
import type { Components } from './component-calls.ts';
import type { HtmlNode } from './html-tree.ts';

/** The components that a page may name: what each is asked for by, and what it says of that. */
const components: Readonly<
  Record<string, { by: string | null; say: (shown: SiteShown, which: string) => HtmlNode[] | null }>
> = {
  Kinds: { by: null, say: ({ kinds }) => [element('ul', kinds.map(kindItem))] },
  Form: { by: 'kind', say: ({ kinds }, id) => ofKind(kinds, id, formOf) },
  Example: {
    by: 'kind',
    say: ({ kinds }, id) => ofKind(kinds, id, ({ example }) => [element('pre', [text(example)])]),
  },
  States: {
    by: 'of',
    say: ({ states }, of) => (Object.hasOwn(states, of) ? statesOf(states[of as keyof typeof states]) : null),
  },
};

/** @returns null for a component or a thing that there is none of, or one that is asked for by anything else */
export const componentsOf =
  (shown: SiteShown): Components =>
  (name, attributes) => {
    const component = Object.hasOwn(components, name) ? components[name] : undefined;
    if (component === undefined || Object.keys(attributes).join() !== (component.by ?? '')) return null;
    return component.say(shown, attributes[component.by ?? ''] ?? '');
  };

const ofKind = (kinds: readonly ShownKind[], id: string, say: (kind: ShownKind) => HtmlNode[]): HtmlNode[] | null => {
  const kind = kinds.find((one) => one.id === id);
  return kind === undefined ? null : say(kind);
};

const text = (value: string): HtmlNode => ({ type: 'text', value });
const element = (tagName: string, children: HtmlNode[], properties = {}): HtmlNode => ({
  ...{ type: 'element', tagName, properties, children },
});
const line = (tagName: string, parts: readonly string[]): HtmlNode =>
  element(tagName, [text(parts.filter((part) => part !== '').join(' '))]);

const kindItem = ({ id, label, prefix }: ShownKind): HtmlNode => line('li', [label, id, prefix]);

const formOf = ({ id, label, anchor, topics, fields }: ShownKind): HtmlNode[] => [
  element('h2', [text(`${label}（${id}）`)], { id: anchor }),
  line('p', [topics.join('、')]),
  element('ul', fields.flatMap(fieldItems)),
];

const fieldItems = (field: ShownField): HtmlNode[] => [
  line('li', [
    ...[field.label, field.name, field.unit, field.required ? '必填' : '', field.help],
    ...field.choices.map(({ code, word }) => `${word} ${code}`),
    field.example,
  ]),
  ...field.columns.flatMap(fieldItems),
];

const statesOf = (states: readonly ShownState[]): HtmlNode[] => [
  element(
    'ul',
    states.map(({ word, meaning }) => line('li', [word, meaning])),
  ),
];
