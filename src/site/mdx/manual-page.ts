/**
 * How a page of the manual with components is laid out: as `src/knowledge/html.ts` lays out one without. Its title is printed by the
 * page, links and pictures lead to where the site has them, wide tables scroll, and options of commands stay whole.
 */
import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

/** Site address in front of each page of the manual. */
const MANUAL = '/manual/';
const PAGE = /^([\w-]+)\.mdx?(#.*)?$/;
const EXTERNAL = /^[a-z][a-z0-9+.-]*:/i;
const OPTION = /((?<![\w-])--?[a-z][\w-]*)/;

type Plugin = Extract<NonNullable<SatteriProcessorOptions['hastPlugins']>[number], { name: string }>;

const text = (value: string) => ({ type: 'text' as const, value });
const element = (tagName: string, properties: Record<string, string | string[]>, value?: string) => ({
  ...{ type: 'element' as const, tagName, properties, children: value === undefined ? [] : [text(value)] },
});

export const manualPage: Plugin = {
  name: 'manual-page',
  element: [
    { filter: ['h1'], visit: (node, page) => page.removeNode(node) },
    {
      filter: ['a'],
      visit(node, page) {
        const href = String(node.properties['href'] ?? '');
        const [, id, anchor = ''] = PAGE.exec(href) ?? [];
        if (id !== undefined) page.setProperty(node, 'href', `${MANUAL}${id}${anchor}`);
        else if (EXTERNAL.test(href)) page.setProperty(node, 'rel', 'noreferrer noopener');
      },
    },
    {
      filter: ['img'],
      visit(node, page) {
        const source = String(node.properties['src'] ?? '');
        if (!source.startsWith('/') && !EXTERNAL.test(source)) page.setProperty(node, 'src', `${MANUAL}${source}`);
        page.setProperty(node, 'loading', 'lazy');
      },
    },
    {
      filter: ['table'],
      visit: (node, page) => page.wrapNode(node, element('div', { className: ['ol-scroll'], tabIndex: '0' })),
    },
    {
      filter: ['code'],
      visit(node, page) {
        const [only, ...others] = node.children;
        if (only?.type !== 'text' || others.length > 0 || !OPTION.test(only.value)) return;
        // With one group, `split` gives what is between the matches and the matches in turn.
        const parts = only.value
          .split(OPTION)
          .map((part, n) => (n % 2 === 0 ? text(part) : element('span', { className: ['ol-whole'] }, part)));
        page.replaceNode(only, parts);
      },
    },
  ],
};
