/**
 * What issued documents of a fault print and is otherwise today: a deadline, or whether a limit was kept. The page says which document
 * says what, and what came about since; what a document leaves open is told by `parts/settled.ts`. Pure.
 */

import type { Interpretation } from '../../contract/terms/interpretations.ts';
import { compareInstants } from '../../contract/time.ts';
import type { Cell, Section } from '../../report/site-model.ts';
import { clockStates } from '../../states/clock.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { decidesClocks, settledAfter } from '../../subjects/incidents/judge/interpretation.ts';
import { settledAs } from '../../wording/interpretation-words.ts';
import { namesText, timeText } from '../../wording/words.ts';
import type { LeftOpen, SiteFacts } from '../parts/facts.ts';
import { documentHref, isAbout } from '../parts/links.ts';
import { interpretationHref } from '../parts/settled.ts';

type Facts = Pick<SiteFacts, 'movedDues' | 'leftOpen' | 'documents' | 'histories' | 'contract'>;

interface Line {
  document: LeftOpen['document'] | undefined;
  number: string;
  what: string;
  printed: string;
  now: string;
  by: readonly Interpretation[];
  /** Nothing is concluded now: that follows from what is open still, and from nothing that was settled. */
  open: boolean;
}

/** @param judged the fault as it is judged now; nothing where its newest documents print nothing else */
export function otherwiseSection(facts: Facts, judged: Pick<IncidentAssessment, 'id' | 'clocks'>): Section[] {
  const lines = [...dueLines(facts, judged.id), ...verdictLines(facts, judged)];
  if (lines.length === 0) return [];
  return [
    {
      id: 'otherwise',
      title: '与文档所印不同的',
      blocks: [
        {
          type: 'note',
          tone: 'attention',
          text: '下列文档签发时印的期限或判定，与按现在的记录和口径得出的不同，以现在的为准；已签发的文档不作改动。',
        },
        {
          type: 'table',
          title: '文档所印与现在的判定',
          columns: [
            { key: 'document', label: '文档', title: true },
            { key: 'what', label: '项目' },
            { key: 'printed', label: '文档所印' },
            { key: 'now', label: '现在' },
            { key: 'since', label: '签发之后', wide: true },
          ],
          rows: lines.map((line) => ({
            cells: {
              document: documentCell(line),
              ...{ what: line.what, printed: line.printed, now: line.now },
              since: sinceCell(facts, judged.id, line),
            },
          })),
          empty: '',
        },
      ],
    },
  ];
}

function dueLines({ movedDues, documents }: Facts, id: string): Line[] {
  return movedDues
    .filter(({ period }) => isAbout(period, id))
    .map(({ number, dueThen, dueAt, by }) => ({
      document: documents.find((one) => one.number === number),
      ...{ number, what: '期限', printed: timeText(dueThen), now: timeText(dueAt), by, open: false },
    }));
}

/** A verdict that was given, not one that was open then. */
function verdictLines(
  { leftOpen, contract }: Facts,
  { id, clocks }: Pick<IncidentAssessment, 'id' | 'clocks'>,
): Line[] {
  const deciding = contract.interpretations.filter(decidesClocks);
  return leftOpen
    .filter(({ document }) => isAbout(document.period, id))
    .flatMap(({ document, judged }) =>
      judged.flatMap(({ label, state, text }): Line[] => {
        const now = clocks.find((clock) => clock.label === label)?.state;
        if (now === undefined || now === state) return [];
        const by = document.issuedAt === null ? [] : settledAfter(deciding, document.issuedAt);
        const { number } = document;
        const told = { what: label, printed: text, now: clockStates[now] };
        return [{ document, number, ...told, by, open: now === 'undecided' }];
      }),
    );
}

const documentCell = ({ document, number }: Line): Cell => ({
  text: document?.name ?? number,
  href: documentHref(number),
  sub: document?.issuedAt == null ? number : `${number}，${timeText(document.issuedAt)} 签发`,
});

/**
 * The 口径 that were settled since and the changes of the record since, side by side: which of them made the difference is not told apart.
 * Of neither, what is known: that something it rests on was entered.
 */
function sinceCell({ histories }: Facts, id: string, { document, by, open }: Line): Cell {
  if (open) return '口径尚无定论，按各口径结果不同，不下结论';
  const issuedAt = document?.issuedAt ?? null;
  const changes = (histories.get(id) ?? [])
    .slice(1)
    .filter(({ madeAt }) => issuedAt !== null && compareInstants(madeAt, issuedAt) > 0)
    .map(({ madeAt }) => timeText(madeAt));
  const told = [
    ...(by.length === 0 ? [] : [`其后 ${by.map(settledAs).join('、')}`]),
    ...(changes.length === 0 ? [] : [`故障记录于 ${namesText(changes, '次')} 更正`]),
  ];
  if (told.length === 0) return '其后登记了判定所依的其他记录';
  const [first, ...others] = by;
  const text = told.join('；');
  return first !== undefined && others.length === 0 ? { text, href: interpretationHref(first.id) } : text;
}
