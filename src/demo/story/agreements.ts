/** What both sides agreed on in the course of the year: a 口径, confirmed by a signed letter. Pure but for drawing the letter. */
import { people } from '../kit/people.ts';
import { type Photo, photo } from '../kit/pictures.ts';
import { random } from '../kit/random.ts';
import { t } from '../kit/times.ts';

export interface Agreement {
  /** 口径, and the option that was chosen. */
  id: string;
  chosen: string;
  /** ISO; when the engineer entered it. */
  at: string;
  confirmedOn: string;
}

/** Obligation of the letter that lists the 口径: what was signed is kept with its receipt. */
export const LETTER = 'interpretation-letter';

/** Since when the clocks run was argued over after the two P1 of the year had been timed in three ways. */
export const agreements: readonly Agreement[] = [
  { id: 'clocks', chosen: 'alert', at: t('2026-09-03', '10:40'), confirmedOn: '2026-09-02' },
];

/** The letter as it was signed. */
export function letterOf({ id, confirmedOn }: Agreement): Photo & { attachment: { proof: 'purchaser' } } {
  const { bytes, attachment } = photo('sheet', random(`agreement/${id}`), {
    name: `口径确认函-${id}.png`,
    subject: `口径 ${id} 确认函签署页（${people.owner}、${people.manager}）`,
    takenAt: t(confirmedOn, '16:30'),
  });
  return { bytes, attachment: { ...attachment, proof: 'purchaser' } };
}

/** `interpretations.yaml` with the agreement; whatever else it says stays. @throws RangeError when it does not have the 口径 */
export function withAgreement(text: string, agreement: Agreement): string {
  const { id, chosen, confirmedOn } = agreement;
  const [head = '', rest = ''] = text.split(`  - id: ${id}\n`);
  const open = '    confirmed: false\n    chosen: ~\n';
  const [own = '', ...others] = rest.split(/(?=^ {2}- id: )/m);
  if (!own.includes(open)) throw new RangeError(`no open 口径 ${id}`);
  const { sha256 } = letterOf(agreement).attachment;
  const agreed = `    confirmed: true\n    chosen: ${chosen}\n    confirmedOn: ${confirmedOn}\n    casesSigned: true\n    scan: ${sha256}\n`;
  return `${head}  - id: ${id}\n${own.replace(open, agreed)}${others.join('')}`;
}
