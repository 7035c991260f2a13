/** What becomes of a document where it is told beside paper, site and `status`: in the lists of the desk, in mails and to robots. */
import { documentLines } from '../../src/desk/documents/lines.ts';
import { keptPlan } from '../../src/desk/kept-plan.ts';
import { todayCalls } from '../../src/desk/today/today-calls.ts';
import { noticeLine } from '../../src/notify/line.ts';
import { write } from '../../src/notify/message.ts';
import { remindFacts } from '../../src/pipeline/remind/reminder-facts.ts';
import type { Session } from '../../src/pipeline/session.ts';
import type { SiteModel, SiteOccurrence } from '../../src/report/site-model.ts';
import { occurrences } from '../../src/states/occurrence.ts';

export interface Outlets {
  lines: number;
  /** States that were met. */
  states: Set<string>;
  /** Where one is told otherwise than on the site. */
  wrong: string[];
}

/** Sees and may do all. */
const VIEWER = {
  name: '测试员',
  account: 'test',
  side: 'supplier',
  acts: ['confirm'],
  documents: ['*'],
  lastSignIn: null,
} as const;

/** @param now ISO instant @param model the site of that moment */
export async function documentOutlets(session: Session, now: string, model: SiteModel): Promise<Outlets> {
  const site = new Map(model.occurrences.map((one) => [`${one.obligation} ${one.period}`, one]));
  const found: Outlets = { lines: 0, states: new Set(), wrong: [] };
  const hold = (place: string, key: string, told: readonly unknown[], own: readonly unknown[] | undefined): void => {
    found.lines += 1;
    const [here, there] = [told.join(' '), own?.join(' ')];
    if (there !== undefined && here !== there) found.wrong.push(`${place} ${key}: ${here}, elsewhere ${there}`);
  };
  const lines = await documentLines(session, now, keptPlan);
  const desk = new Map(lines.map((one) => [`${one.obligation} ${one.period}`, one]));
  for (const [key, { state, stateText, tone, mark, ...told }] of desk) {
    found.states.add(state);
    const own = site.get(key);
    // What is told beside, such as that it was sent back, has a look of its own, that makes it no better.
    const plain =
      [told.returned, told.annulled, told.voided].every((one) => one === null) && stateText === own?.stateText;
    if (plain) hold('documents', key, [state, tone, mark], lookOf(own));
    else hold('documents', key, [state, tone === 'normal' || tone === 'muted'], own && [own.state, false]);
  }
  const asked = {
    root: session.workspace.root,
    drawsHere: true,
    use: <T>(work: (one: Session) => Promise<T>) => work(session),
  };
  const { due } = await todayCalls({ ...asked, close: () => Promise.resolve() }).today(VIEWER, now);
  for (const { obligation, period, state, stateText, tone, mark, distance } of due) {
    const own = desk.get(`${obligation} ${period}`);
    const late = distance.startsWith('逾期');
    const told = [state, stateText, tone, mark, late && tone !== 'abnormal'];
    hold('today', `${obligation} ${period}`, told, own && [own.state, own.stateText, own.tone, own.mark, false]);
  }
  for (const { key, ...one } of (await remindFacts(session, now)).documents) {
    const own = site.get(key);
    const message = write({ lines: [noticeLine(one)], topics: ['documents'], at: now, repeated: false });
    hold('mail', key, [shownIn(message.html)], own && [shownState(own)]);
    for (const text of [message.text, message.chat])
      hold('text', key, [text.includes(own?.stateText ?? '')], own && [true]);
  }
  return found;
}

const lookOf = ({ state }: SiteOccurrence): readonly unknown[] => [
  state,
  occurrences[state].tone,
  occurrences[state].mark,
];

/** As the second cell of a drawn line has it: what is pressing in bold and with its mark. */
const shownIn = (html: string): string =>
  /<tbody><tr>(?:<td[^>]*>.*?<\/td>)<td[^>]*>(.*?)<\/td>/s
    .exec(html)?.[1]
    ?.replace(/<strong[^>]*>(.*)<\/strong>/, '! $1') ?? '';

function shownState({ state, stateText }: SiteOccurrence): string {
  const { tone, mark } = occurrences[state];
  return tone === 'abnormal' ? `! ${mark} ${stateText}` : stateText;
}
