/** What axe finds wrong with a page in a browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions, Spec } from 'axe-core';
import type { Page } from 'puppeteer-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: { configure(spec: Spec): void; run(options: RunOptions): Promise<AxeResults> };

/**
 * Asks axe of pages that share styles. Contrast is most of what it costs, and comes to the same for a hundred rows: it is judged
 * once for each look of a text (its colour, size and weight, and all that it stands on), wherever the look is met first.
 */
export class Judge {
  readonly #judged: string[] = [];

  /** Violations of any impact in the page as it stands. @param asked `colours`: only what may differ between light and dark */
  async violations(page: Page, asked: 'all' | 'colours' = 'all'): Promise<string[]> {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    const { violations, told } = await page.evaluate(ask, this.#judged, asked === 'colours');
    this.#judged.push(...told);
    return violations;
  }
}

/** In a page. @returns beside the violations the looks that axe could tell of: what it could not is asked again on the next page */
async function ask(judged: readonly string[], coloursOnly: boolean) {
  const looks = new Map<Element, string>();
  const lookOf = (element: Element): string => {
    const known = looks.get(element);
    if (known !== undefined) return known;
    const style = getComputedStyle(element);
    const text = [style.color, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine].join(' ');
    const { backgroundColor, backgroundImage, opacity, filter, position, zIndex, clip, clipPath } = style;
    const ground = [backgroundColor, backgroundImage, opacity, filter, position, zIndex, clip, clipPath].join(' ');
    const behind = element.parentElement === null ? '' : lookOf(element.parentElement);
    // What draws nothing between a text and its ground makes no other look.
    const isPlain = ground === 'rgba(0, 0, 0, 0) none 1 none static auto auto none' && behind.startsWith(`${text};`);
    const isOff = element.matches(':disabled, [aria-disabled=true]') ? ' off' : '';
    const look = isPlain && isOff === '' ? behind : `${text};${ground}${isOff}\n${behind}`;
    looks.set(element, look);
    return look;
  };
  // Of signs (▲) and of the options of a select axe tells nothing.
  const isText = ({ nodeType, nodeValue }: Node): boolean => nodeType === 3 && /[\p{L}\p{N}]/u.test(nodeValue ?? '');
  const texts = [...document.body.querySelectorAll(':not(option, noscript)')].filter(
    (one) => (one.matches('input, select, textarea') || [...one.childNodes].some(isText)) && one.checkVisibility(),
  );
  const alike = [...Map.groupBy(texts, lookOf)].filter(([look]) => !judged.includes(look));

  const violations: string[] = [];
  const run = async (options: RunOptions): Promise<AxeResults> => {
    const found = await axe.run({ ...options, resultTypes: ['violations', 'incomplete'], elementRef: true });
    for (const { id, impact, nodes } of found.violations)
      violations.push(`${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    return found;
  };
  const untold = new Set<string>();
  const judge = async (asked: Element[]): Promise<void> => {
    if (asked.length === 0) return;
    untold.clear();
    for (const one of asked) one.setAttribute('data-axe-look', '');
    const { incomplete } = await run({ runOnly: ['color-contrast'] });
    for (const { nodes } of incomplete)
      for (const { element } of nodes) untold.add(lookOf(element as unknown as Element));
    for (const one of asked) one.removeAttribute('data-axe-look');
  };
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-axe-look]' }] });
  await run(coloursOnly ? { runOnly: ['link-in-text-block'] } : { rules: { 'color-contrast': { enabled: false } } });
  await judge(alike.flatMap(([, [first]]) => first ?? []));
  // Where one could not be told, as where it lies below another, the others of its look.
  await judge(alike.flatMap(([look, [, ...more]]) => (untold.has(look) ? more : [])));
  return { violations, told: alike.map(([look]) => look).filter((look) => !untold.has(look)) };
}
