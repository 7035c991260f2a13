/** Credits by bands of availability, in sentences or in a table: read as a whole, or not at all. Pure. */
import { countedOf, countingOf } from './availability.ts';
import type { DraftLevel, Source } from './levels.ts';
import type { DraftScheme } from './penalties.ts';
import { freeId, plainOf, sentencesOf } from './rows.ts';

const P = '(\\d{1,3}(?:\\.\\d+)?)%';
const BELOW = `低于${P}(?:[，,、]?(?:但|且)?不低于${P})?`;
const TAKEN = `的?[，,]?(?:抵扣|扣除|扣减|减付|扣)(?:当(?:月|季|年)度?的?)?(?:服务费|维保费|运维费|费用)的?${P}`;
const FIRST = new RegExp(`^(.*?)的?(月|季|半年|年)度?的?(?:平均)?可用[率性度]${BELOW}${TAKEN}$`);
const NEXT = new RegExp(`^${BELOW}${TAKEN}$`);
const ROW = new RegExp(`^${BELOW}\\t${P}$`);
const HEAD = /可用[率性度].*\t.*(?:抵扣|扣除|扣减|信用|比例)/;
const TITLE = /([某任单各每](?:一|个)?(?:应用|业务|信息)?系统)?的?(月|季|半年|年)度?的?可用[率性度]/;
const PERIODS: Readonly<Record<string, [id: string, name: string]>> = {
  ...{ 月: ['month', '月度'], 季: ['quarter', '季度'], 半年: ['half-year', '半年'], 年: ['year', '年度'] },
};

interface Credits {
  what: string;
  step: string;
  bands: readonly { below: number; least: number | undefined; amount: number }[];
}

/** @returns a scheme for each clause whose bands follow each other without a gap */
export function creditsIn(clauses: readonly Source[], levels: readonly DraftLevel[]): DraftScheme[] {
  const counting = countingOf(clauses, levels);
  const taken = new Set<string>();
  return clauses
    .filter(({ topics }) => topics.includes('penalty'))
    .flatMap(({ id: clause, paper, text }): DraftScheme[] => {
      const read = /\t/.test(text) ? inTable(text) : inSentences(text);
      const [period, word] = PERIODS[read?.step ?? ''] ?? [];
      if (read === undefined || period === undefined || !areWhole(read.bands)) return [];
      const { missing, ...keys } = countedOf(read.what, false, counting);
      const data = {
        ...{ id: 'availability', label: `${read.what}可用率不足`, clauses: [clause], on: 'availability', ...keys },
        ...{ window: period, bands: read.bands.map(({ below, amount }) => ({ below, amount })), per: 'period' },
      };
      return [
        {
          data: {
            ...{ id: freeId(`${period}-credits`, taken), name: `${word}可用率抵扣`, clauses: [clause] },
            ...{ measure: 'percent', period },
          },
          rules: [{ id: 'availability', data, paper, missing }],
          ...{ sharedCaps: [], unread: [], papers: [paper], missing: [] },
        },
      ];
    });
}

const bandOf = ([below, least, amount]: readonly (string | undefined)[]): Credits['bands'][number] => ({
  ...{ below: Number(below), least: least === undefined ? undefined : Number(least), amount: Number(amount) },
});

/** Nothing may stand in the clause beside the bands: it would be a condition. */
function inSentences(text: string): Credits | undefined {
  const [first = '', ...rest] = sentencesOf(text);
  const [, what = '', step = '', ...values] = FIRST.exec(first) ?? [];
  const others = rest.map((one) => NEXT.exec(one));
  if (step === '' || /连续|个$/.test(what) || others.includes(null)) return undefined;
  return { what, step, bands: [bandOf(values), ...others.map((one) => bandOf(one?.slice(1) ?? []))] };
}

function inTable(text: string): Credits | undefined {
  const lines = plainOf(text).split('\n');
  const at = lines.findIndex((one) => HEAD.test(one));
  const rows = lines.slice(at + 1).map((one) => ROW.exec(one));
  const [, what = '', step = ''] = TITLE.exec(lines.slice(0, at + 1).join('\n')) ?? [];
  if (at === -1 || step === '' || rows.length === 0 || rows.includes(null)) return undefined;
  return { what, step, bands: rows.map((one) => bandOf(one?.slice(1) ?? [])) };
}

/** Falling bounds, each beginning where the one above it ends. */
const areWhole = (bands: Credits['bands']): boolean =>
  bands.every(({ below, least, amount }, n) => {
    const next = bands[n + 1];
    return (
      amount > 0 &&
      (next === undefined ? least === undefined : next.below < below && (least ?? next.below) === next.below)
    );
  });
