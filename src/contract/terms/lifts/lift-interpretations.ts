/**
 * Schema 1 → 2 → 3 of `contract/interpretations.yaml`: what each 口径 decides, which the tool knew by its id. Pure, on data as the
 * file holds them.
 */
type Data = Record<string, unknown>;

const list = (value: unknown): Data[] => (Array.isArray(value) ? (value as Data[]) : []);
const isTrue = (value: unknown): boolean => String(value) === 'true';

/** Effect and readings by the ids of the questions and options; `other` is the reading of an option of another id. */
const KNOWN: Readonly<Record<string, { binds: string; readings: Readonly<Record<string, string>>; other: string }>> = {
  response: {
    binds: 'response-limit',
    readings: { stricter: 'strictest', 'by-kind': 'by-class' },
    other: 'strictest',
  },
  adjustment: { binds: 'requirement', readings: {}, other: 'agreed-date' },
  clocks: { binds: 'clock-start', readings: { sample: 'sample', report: 'report' }, other: 'alert' },
  pauses: { binds: 'pauses', readings: { none: 'none' }, other: 'confirmed' },
  'open-incidents': { binds: 'open', readings: {}, other: 'running' },
  'oral-permit': { binds: 'oral-permit', readings: {}, other: 'next-working-day' },
  'on-time': { binds: 'on-time', readings: { delivered: 'delivered', published: 'published' }, other: 'issued' },
  'contradicting-times': { binds: 'contradicting', readings: {}, other: 'refuse' },
  closing: { binds: 'closing', readings: {}, other: 'closed' },
};

const LONG = { fromMinutes: '120', words: '两小时' };

/** The two meanings of 重大 by the ids of their options; any other was read by the letter. */
const outage = [{ outages: ['whole', 'core'], ...LONG }];
const letter = [{ levels: ['P1'] }, LONG];

/** Where a file named one start of the clocks only, all three were shown until both sides had confirmed it. */
const STARTS = [
  { id: 'alert', label: '监控先发现的自告警时间起算', effect: 'alert' },
  { id: 'sample', label: '监控先发现的自首个失败样本起算', effect: 'sample' },
  { id: 'report', label: '一律自申报起算', effect: 'report' },
].map((one) => ({ ...one, text: one.label }));

/** The file's data with `binds`, `effect` and `when`. */
export function liftInterpretations(old: Data): Data {
  const all = old['interpretations'];
  return Array.isArray(all) ? { ...old, interpretations: list(all).map(liftOne) } : old;
}

function liftOne(one: Data): Data {
  if (typeof one !== 'object' || one === null) return one;
  const options = list(one['options']);
  if (one['id'] === 'major')
    return {
      ...one,
      binds: 'class',
      class: 'major',
      options: options.map((option) => ({ ...option, when: option['id'] === 'outage' ? outage : letter })),
    };
  const known = KNOWN[String(one['id'])];
  if (known === undefined) return one;
  const bound = options.map((option) => ({ ...option, effect: known.readings[String(option['id'])] ?? known.other }));
  const alone = known.binds === 'clock-start' && bound.length === 1 && !isTrue(one['confirmed']);
  const [first] = bound as (Data & { effect: string })[];
  const own = first?.['id'];
  const given = first?.effect;
  return {
    ...one,
    binds: known.binds,
    options: alone ? [...bound, ...STARTS.filter(({ id, effect }) => id !== own && effect !== given)] : bound,
  };
}

/** Schema 2 → 3: options had no cases, and what was confirmed was signed without them. */
export const liftWithoutCases = (old: Data): Data => old;
