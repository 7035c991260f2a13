/** Where components stand on a page of the program, and their words in their place. Pure. */
import { type HtmlNode, isElement, textOf } from './html-tree.ts';

/** What a component of a page of the program shows, as HTML whose words are searched; null: there is none such. */
export type Components = (name: string, attributes: Readonly<Record<string, string>>) => HtmlNode[] | null;

/** A node of parsed Markdown. */
export interface Marked {
  type: string;
  value?: string;
  children?: Marked[];
}

/** `<Form kind="incident" />` on a line of its own: all that a page of the program may say beside Markdown. */
const CALL = /^<([A-Z]\w*)((?:\s+[a-z]+="[^"]*")*)\s*\/>$/;
/** Stands for a component while the Markdown is laid out: a letter that no text of ours has. */
const PLACE = '\uE000';

/** Puts a paragraph in the place of each component. @returns the components, each as written */
export function takeCalls(tree: Marked): string[] {
  const calls: string[] = [];
  tree.children = (tree.children ?? []).map((node): Marked => {
    const written = node.value?.trim() ?? '';
    if (node.type !== 'html' || !CALL.test(written)) return node;
    return { type: 'paragraph', children: [{ type: 'text', value: `${PLACE}${calls.push(written) - 1}` }] };
  });
  return calls;
}

/** Puts what the components show in the place of their paragraphs. @returns those that there are none of, each as written */
export function putCalls(root: HtmlNode, calls: readonly string[], components: Components): string[] {
  const unknown: string[] = [];
  root.children = (root.children ?? []).flatMap((node) => {
    const text = textOf(node);
    if (!isElement(node, 'p') || !text.startsWith(PLACE)) return [node];
    const call = calls[Number(text.slice(PLACE.length))] ?? '';
    const [, name = '', given = ''] = CALL.exec(call) ?? [];
    const attributes = [...given.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]);
    const shown = components(name, Object.fromEntries(attributes));
    if (shown === null) unknown.push(call);
    return shown ?? [];
  });
  return unknown;
}
