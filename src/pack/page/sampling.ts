/** 抽样: how documents are drawn, and the cards of those that were. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { CheckResult } from '../check/check-pack.ts';
import { draw, valuesOf, type Way } from '../check/sample.ts';
import { card, namesOf, problemsOf } from './cards.ts';
import { element, part } from './dom.ts';

/** More cards than these are no sample, and stop the browser. */
const MOST_CARDS = 200;

const ASKS_VALUE: readonly Way[] = ['payment', 'person', 'kind'];

/** @param latest the result that the cards are judged by; null before there is one */
export function openSampling(latest: () => CheckResult | null): { refresh(): void } {
  const [form, output] = [part<HTMLFormElement>('draw'), part('cards')];
  const way = part<HTMLSelectElement>('way');
  const [seed, count, value] = [
    part<HTMLInputElement>('seed'),
    part<HTMLInputElement>('count'),
    part<HTMLSelectElement>('value'),
  ];
  const own = (): Way => way.value as Way;

  const refresh = (): void => {
    const result = latest();
    for (const field of form.querySelectorAll<HTMLElement>('[data-for]')) {
      const isAsked = field.dataset['for'] === 'value' ? ASKS_VALUE.includes(own()) : own() === 'seed';
      field.hidden = !isAsked;
    }
    if (result === null) return;
    for (const option of way.options) {
      const one = option.value as Way;
      // What nothing of the pack can be drawn by is not offered.
      option.hidden = ASKS_VALUE.includes(one) && valuesOf(result.pack.documents, one).length === 0;
    }
    value.replaceChildren(
      ...valuesOf(result.pack.documents, own()).map((text) => {
        const option = element('option', '', text);
        option.value = text;
        return option;
      }),
    );
  };

  const show = (): void => {
    const result = latest();
    if (result === null) return;
    const { told, documents } = draw(sha256, result.pack.documents, {
      ...{ way: own(), seed: seed.value.trim(), value: value.value },
      count: Math.max(1, Math.floor(Number(count.value)) || 1),
    });
    const names = namesOf(result);
    const wrong = documents.filter((one) => problemsOf(one, result).length > 0).length;
    const sum = documents.length === 0 ? '' : wrong === 0 ? '各环节的文件都与登记相符。' : `其中 ${wrong} 份有问题。`;
    output.replaceChildren(
      element('p', 'told', `${told}${sum}`),
      ...documents.slice(0, MOST_CARDS).map((one) => card(one, result, names)),
      ...(documents.length > MOST_CARDS
        ? [element('p', 'note', `只列出前 ${MOST_CARDS} 份；改用随机抽取可以减少份数。`)]
        : []),
    );
    output.focus();
  };

  way.addEventListener('change', refresh);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
  });
  return { refresh };
}
